/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A span as Langfuse gets it.
 */
record ReceivedSpan(JsonNode json) {

	String name() {
		return this.json.path("name").asString();
	}

	String traceId() {
		return this.json.path("traceId").asString();
	}

	String id() {
		return this.json.path("spanId").asString();
	}

	/**
	 * The id of the parent, empty without one.
	 */
	String parentId() {
		return this.json.path("parentSpanId").asString("");
	}

	boolean isMarkedAsRoot() {
		return attribute("langfuse.internal.is_app_root").path("boolValue").asBoolean(false);
	}

	@Nullable String text(String key) {
		return attribute(key).path("stringValue").asString(null);
	}

	List<String> texts(String key) {
		return attribute(key).path("arrayValue")
			.path("values")
			.valueStream()
			.map((value) -> value.path("stringValue").asString())
			.toList();
	}

	/**
	 * The spans as lines, children below their parents.
	 */
	static String tree(List<ReceivedSpan> spans) {
		return tree(spans, "", "\n");
	}

	private static String tree(List<ReceivedSpan> spans, String parentId, String indent) {
		return spans.stream()
			.filter((span) -> span.parentId().equals(parentId))
			.map((span) -> indent + span + tree(spans, span.id(), indent + "  "))
			.collect(Collectors.joining());
	}

	@Override
	public String toString() {
		return name() + (isMarkedAsRoot() ? " (root)" : "") + " id=" + id() + " trace=" + traceId() + " user="
				+ text("user.id") + " session=" + text("session.id") + " tags=" + texts("langfuse.trace.tags")
				+ " traceName=" + text("langfuse.trace.name");
	}

	private JsonNode attribute(String key) {
		return this.json.path("attributes")
			.valueStream()
			.filter((attribute) -> attribute.path("key").asString().equals(key))
			.map((attribute) -> attribute.path("value"))
			.findFirst()
			.orElse(MissingNode.getInstance());
	}

}
