/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.lang.Internal;

import org.springframework.ai.document.Document;

/**
 * Shows documents as {@code {id, score, text, metadata}}, without what only writes them
 * for a model.
 *
 * @since 0.1.0
 */
@Internal
public final class DocumentConverter implements ValueConverter {

	/**
	 * Creates the converter.
	 */
	public DocumentConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return Document.class.isAssignableFrom(type);
	}

	@Override
	public Object convert(Object value) {
		Document document = (Document) value;
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("id", document.getId());
		if (document.getScore() != null) {
			shown.put("score", document.getScore());
		}
		if (document.getMedia() != null) {
			shown.put("media", "<" + document.getMedia().getMimeType() + ">");
		}
		if (document.getText() != null) {
			shown.put("text", document.getText());
		}
		if (!document.getMetadata().isEmpty()) {
			shown.put("metadata", document.getMetadata());
		}
		return shown;
	}

}
