/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * The one implementation of {@link DatasetBuilder}.
 */
final class DefaultDatasetBuilder implements DatasetBuilder {

	private final DatasetWriter writer;

	private final ObjectNode body;

	private final Map<String, Object> content = new LinkedHashMap<>();

	private @Nullable String project;

	DefaultDatasetBuilder(DatasetWriter writer, String name) {
		this.writer = writer;
		this.body = JsonMapper.shared().createObjectNode().put("name", DatasetQuery.requireName(name));
	}

	@Override
	public DatasetBuilder description(@Nullable String description) {
		return content("description", description);
	}

	@Override
	public DatasetBuilder metadata(@Nullable Map<String, ?> metadata) {
		return content("metadata", (metadata != null) ? new LinkedHashMap<>(metadata) : null);
	}

	@Override
	public DatasetBuilder inputSchema(@Nullable Object schema) {
		return schema("inputSchema", schema);
	}

	@Override
	public DatasetBuilder expectedOutputSchema(@Nullable Object schema) {
		return schema("expectedOutputSchema", schema);
	}

	@Override
	public DatasetBuilder project(String name) {
		Assert.hasText(name, "The project of a dataset must not be empty");
		this.project = name;
		return this;
	}

	@Override
	public String save() {
		return this.writer.saveDataset(this.project, this.body.deepCopy(), this.content);
	}

	private DatasetBuilder content(String name, @Nullable Object value) {
		if (value != null) {
			this.content.put(name, value);
		}
		return this;
	}

	/**
	 * A schema describes values and is none, so it is not redacted: by the names of its
	 * properties, half of it would be.
	 */
	private DatasetBuilder schema(String name, @Nullable Object schema) {
		if (schema != null) {
			this.body.set(name, tree(schema));
		}
		return this;
	}

	private static JsonNode tree(Object schema) {
		JsonMapper mapper = JsonMapper.shared();
		try {
			JsonNode tree = (schema instanceof CharSequence text) ? mapper.readTree(text.toString())
					: mapper.valueToTree(schema);
			Assert.isTrue(tree.isObject(), "A JSON schema must be a JSON object");
			return tree;
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("A JSON schema must be a JSON object", ex);
		}
	}

}
