/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.capture.CapturedContent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes requests in JSON apart whose observations are gone: those that an earlier version
 * kept on disk.
 */
final class JsonRequests {

	private static final String TEXT = "stringValue";

	private JsonRequests() {
	}

	/**
	 * Divides a request, leaving all else in it as it is.
	 * @param body the request's body
	 * @param first how many spans go into the first part
	 * @return the bodies of both parts
	 */
	static List<byte[]> split(byte[] body, int first) {
		return List.of(part(body, 0, first), part(body, first, Integer.MAX_VALUE));
	}

	private static byte[] part(byte[] body, int from, int to) {
		JsonNode request = read(body);
		ArrayNode spans = spans(request);
		for (int i = spans.size() - 1; i >= 0; i--) {
			if (i < from || i >= to) {
				spans.remove(i);
			}
		}
		return write(request);
	}

	/**
	 * Makes a request smaller that a server found too large, as {@link TooLarge} does
	 * with an observation.
	 * @param body the request's body
	 * @return the smaller body, or {@code null} if nothing is worth cutting
	 */
	static byte @Nullable [] trim(byte[] body) {
		JsonNode request = read(body);
		List<ObjectNode> contents = new ArrayList<>();
		for (JsonNode span : spans(request)) {
			for (JsonNode attribute : span.path("attributes")) {
				if (OtlpNames.isContent(attribute.path("key").asString(""))
						&& attribute.path("value") instanceof ObjectNode value && value.path(TEXT).isString()) {
					contents.add(value);
				}
			}
		}
		int largest = contents.stream().mapToInt((value) -> value.path(TEXT).asString().length()).max().orElse(0);
		if (largest < TooLarge.SMALL) {
			return null;
		}
		for (ObjectNode value : contents) {
			CapturedContent content = CapturedContent.text(value.path(TEXT).asString());
			value.put(TEXT, content.truncate(largest / TooLarge.PARTS).asText());
		}
		return write(request);
	}

	private static ArrayNode spans(JsonNode request) {
		return (ArrayNode) request.at("/resourceSpans/0/scopeSpans/0/spans");
	}

	private static JsonNode read(byte[] body) {
		return JsonMapper.shared().readTree(body);
	}

	private static byte[] write(JsonNode request) {
		return JsonMapper.shared().writeValueAsBytes(request);
	}

}
