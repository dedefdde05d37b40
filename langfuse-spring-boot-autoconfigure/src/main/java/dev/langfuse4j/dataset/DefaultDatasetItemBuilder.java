/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * The one implementation of {@link DatasetItemBuilder}.
 */
final class DefaultDatasetItemBuilder implements DatasetItemBuilder {

	private final DatasetWriter writer;

	private final ObjectNode body;

	private final Map<String, Object> content = new LinkedHashMap<>();

	private @Nullable String project;

	DefaultDatasetItemBuilder(DatasetWriter writer, String dataset) {
		this.writer = writer;
		this.body = JsonMapper.shared().createObjectNode().put("datasetName", DatasetQuery.requireName(dataset));
	}

	@Override
	public DatasetItemBuilder id(String id) {
		this.body.put("id", DatasetWriter.requireId(id));
		return this;
	}

	@Override
	public DatasetItemBuilder input(@Nullable Object input) {
		return content("input", input);
	}

	@Override
	public DatasetItemBuilder expected(@Nullable Object expected) {
		return content("expectedOutput", expected);
	}

	@Override
	public DatasetItemBuilder metadata(@Nullable Map<String, ?> metadata) {
		return content("metadata", (metadata != null) ? new LinkedHashMap<>(metadata) : null);
	}

	@Override
	public DatasetItemBuilder source(@Nullable String traceId, @Nullable String observationId) {
		Assert.isTrue(traceId != null || observationId == null,
				"To name an observation, pass the ID of its trace and its own ID");
		return text("sourceTraceId", traceId).text("sourceObservationId", observationId);
	}

	@Override
	public DatasetItemBuilder archived() {
		return text("status", "ARCHIVED");
	}

	@Override
	public DatasetItemBuilder active() {
		return text("status", "ACTIVE");
	}

	@Override
	public DatasetItemBuilder project(String name) {
		Assert.hasText(name, "The project of a dataset must not be empty");
		this.project = name;
		return this;
	}

	@Override
	public String save() {
		return this.writer.saveItem(this.project, this.body.deepCopy(), this.content);
	}

	private DefaultDatasetItemBuilder text(String name, @Nullable String value) {
		if (value != null) {
			this.body.put(name, value);
		}
		return this;
	}

	private DatasetItemBuilder content(String name, @Nullable Object value) {
		if (value != null) {
			this.content.put(name, value);
		}
		return this;
	}

}
