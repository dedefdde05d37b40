/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.time.Duration;
import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.ContentCapture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns the values of an application into the JSON that may leave it.
 */
final class DatasetValues {

	/**
	 * Limits of an item in Langfuse.
	 */
	static final int MAX_BYTES = 4_500_000;

	private final ContentCapture capture;

	private final DatasetMasking masking;

	private final Duration timeout;

	/**
	 * Creates a conversion.
	 * @param capture redacts
	 * @param masking masks
	 * @param timeout how long masking may take
	 */
	DatasetValues(ContentCapture capture, DatasetMasking masking, Duration timeout) {
		this.capture = capture.whole(MAX_BYTES);
		this.masking = masking;
		this.timeout = timeout;
	}

	/**
	 * Redacts and masks values. Blocks while they are masked.
	 * @param what begins the messages
	 * @param values the values by their names in the request
	 * @return the values as they may leave
	 */
	JsonNode write(String what, Map<String, ?> values) {
		CapturedContent content = this.capture.content(values, MAX_BYTES);
		if (content == null) {
			throw new DatasetUnavailableException(
					what + " is not written, because langfuse.capture.mode is metadata-only.");
		}
		if (content.length() >= MAX_BYTES || content.isCut()) {
			throw tooLarge(what);
		}
		CapturedContent masked = masked(what, content);
		if (masked == null) {
			throw new DatasetUnavailableException(what + " is not written, because its content was not masked within "
					+ this.timeout.toSeconds() + " s.");
		}
		return json(masked);
	}

	private @Nullable CapturedContent masked(String what, CapturedContent content) {
		try {
			return this.masking.mask(content, Integer.MAX_VALUE).blockOptional(this.timeout).orElse(null);
		}
		catch (IllegalStateException ex) {
			throw new DatasetUnavailableException(
					what + " is not written, because its content cannot be masked: the application is "
							+ "closing, or masking took longer than langfuse.datasets.timeout.");
		}
	}

	static InvalidDatasetException tooLarge(String what) {
		return new InvalidDatasetException(what + " is too large: an item in Langfuse has at most 4.5 MB.");
	}

	/**
	 * The JSON of a content, in which a text is a text.
	 */
	static JsonNode json(CapturedContent content) {
		String text = content.text();
		return (text != null) ? JsonMapper.shared().getNodeFactory().stringNode(text)
				: JsonMapper.shared().readTree(content.asText());
	}

}
