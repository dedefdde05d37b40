/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.TraceAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Metadata as texts by path, such as {@code model.name}.
 */
final class Flattened {

	private static final int MAX_DEPTH = 10;

	private final ContentCapture capture;

	private final Map<String, String> texts = new LinkedHashMap<>();

	private Flattened(ContentCapture capture) {
		this.capture = capture;
	}

	static Map<String, String> of(Map<String, ?> metadata, ContentCapture capture) {
		if (metadata.isEmpty() || !capture.settings().switches().metadata()) {
			return Map.of();
		}
		Flattened flattened = new Flattened(capture);
		metadata.forEach((key, value) -> flattened.add(key, key, value, 1));
		return Collections.unmodifiableMap(flattened.texts);
	}

	private void add(String path, String name, @Nullable Object value, int depth) {
		if (value instanceof Map<?, ?> map && depth < MAX_DEPTH) {
			map.forEach((key, inner) -> add(path + "." + key, String.valueOf(key), inner, depth + 1));
			return;
		}
		CapturedContent content = this.capture.content(name, value, this.capture.settings().maxTextLength());
		String text = (content != null) ? content.asText() : "";
		if (!text.isEmpty() && this.texts.size() < TraceAttributes.MAX_COUNT) {
			this.texts.put(path, text);
		}
	}

}
