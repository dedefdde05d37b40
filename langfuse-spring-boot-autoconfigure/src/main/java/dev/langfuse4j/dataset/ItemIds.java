package dev.langfuse4j.dataset;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Derives the ids of local items from their inputs, as Langfuse's SDK for JavaScript
 * does.
 */
final class ItemIds {

	private static final int BYTES = 8;

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
					+ " cannot be written as JSON, so the id of its item cannot follow from it. Set one by withId(…).");
		}
	}

	private static String digest(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest, 0, BYTES);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("The virtual machine has no SHA-256", ex);
		}
	}

}
