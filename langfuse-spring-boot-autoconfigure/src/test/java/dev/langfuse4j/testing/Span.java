/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A span as it came over the wire.
 */
public record Span(JsonNode json) {

	public String name() {
		return this.json.path("name").asString();
	}

	public String traceId() {
		return this.json.path("traceId").asString();
	}

	public String id() {
		return this.json.path("spanId").asString();
	}

	public @Nullable String parentId() {
		return this.json.hasNonNull("parentSpanId") ? this.json.path("parentSpanId").asString() : null;
	}

	public long startTime() {
		return Long.parseLong(this.json.path("startTimeUnixNano").asString());
	}

	public long endTime() {
		return Long.parseLong(this.json.path("endTimeUnixNano").asString());
	}

	/**
	 * The attributes, each with its typed value.
	 */
	public Map<String, JsonNode> attributes() {
		Map<String, JsonNode> attributes = new LinkedHashMap<>();
		this.json.path("attributes")
			.forEach((attribute) -> attributes.put(attribute.path("key").asString(), attribute.path("value")));
		return attributes;
	}

	public @Nullable String text(String key) {
		JsonNode value = attributes().get(key);
		return (value != null) ? value.path("stringValue").asString() : null;
	}

	/**
	 * The tags of the trace, none where there is no such attribute.
	 */
	public List<String> tags() {
		JsonNode tags = attributes().getOrDefault("langfuse.trace.tags", MissingNode.getInstance());
		return tags.path("arrayValue")
			.path("values")
			.valueStream()
			.map((value) -> value.path("stringValue").asString())
			.toList();
	}

	public @Nullable String type() {
		return text("langfuse.observation.type");
	}

	public @Nullable String input() {
		return text("langfuse.observation.input");
	}

	public @Nullable String output() {
		return text("langfuse.observation.output");
	}

	public JsonNode inputJson() {
		return JsonMapper.shared().readTree(input());
	}

	public JsonNode outputJson() {
		return JsonMapper.shared().readTree(output());
	}

	public @Nullable String metadata(String key) {
		return text("langfuse.observation.metadata." + key);
	}

}
