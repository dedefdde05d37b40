/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.langfuse4j.trace.DatasetEntry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Derives ids of items: of local ones from their inputs, as Langfuse's SDK for JavaScript
 * does.
 */
final class ItemIds {

	private static final int BYTES = 8;

	private static final int ENTRY_BYTES = 16;

	private ItemIds() {
	}

	static String of(JsonNode input) {
		return digest(input.isString() ? input.stringValue() : input.toString());
	}

	static String ofValue(Object input) {
		if (input instanceof CharSequence text) {
			return digest(text.toString());
		}
		try {
			return digest(JsonMapper.shared().writeValueAsString(input));
		}
		catch (JacksonException ex) {
			// Without the cause, which quotes the value
			throw new IllegalStateException("An input of " + input.getClass().getName()
					+ " cannot be written as JSON, so the ID of its item cannot be derived from it. "
					+ "Set one with withId(…).");
		}
	}

	/**
	 * The same for the same observation and dataset, so that it is one item however often
	 * it is added or sent.
	 */
	static String of(DatasetEntry entry) {
		return digest(String.join("\n", entry.dataset(), entry.trace().traceId(), entry.observationId()), ENTRY_BYTES);
	}

	private static String digest(String text) {
		return digest(text, BYTES);
	}

	private static String digest(String text, int bytes) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest, 0, bytes);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("The virtual machine has no SHA-256", ex);
		}
	}

}
