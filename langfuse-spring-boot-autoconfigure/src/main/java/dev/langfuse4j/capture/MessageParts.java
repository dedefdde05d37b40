/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a message that is more than a text, in the shape that Langfuse renders.
 * The bytes of a medium are not content to read: it is named by its type and size.
 *
 * @since 0.1.0
 */
@Internal
public final class MessageParts {

	private static final String DATA = "data:";

	private MessageParts() {
	}

	/**
	 * A text.
	 * @param text the text
	 * @return the part
	 */
	public static Map<String, Object> text(String text) {
		return part("text", "text", text);
	}

	/**
	 * The thoughts of a model before its answer.
	 * @param text the text
	 * @return the part, for the key {@code thinking} of a message
	 */
	public static Map<String, Object> thinking(String text) {
		return part("thinking", "content", text);
	}

	/**
	 * Returns a part for encrypted reasoning of a model.
	 * @param length its number of characters
	 * @return the part, for the key {@code redacted_thinking} of a message
	 */
	public static Map<String, Object> redactedThinking(int length) {
		return part("redacted_thinking", "data", "<" + length + " characters>");
	}

	/**
	 * A medium that is not there.
	 * @param type its type, such as {@code image/png}
	 * @return the part
	 */
	public static Map<String, Object> medium(String type) {
		return part("text", "text", new Medium("<" + type + ">", 0, () -> null));
	}

	/**
	 * A medium whose bytes are there.
	 * @param type its type, such as {@code image/png}
	 * @param bytes the bytes, which are not kept
	 * @return the part
	 */
	public static Map<String, Object> medium(String type, byte[] bytes) {
		return medium(type, bytes.length, () -> Arrays.hashCode(bytes));
	}

	private static Map<String, Object> medium(String type, long size, Supplier<@Nullable Integer> hash) {
		return part("text", "text", new Medium("<" + type + ", " + size + " bytes>", size, hash));
	}

	/**
	 * A medium in Base64.
	 * @param type its type, such as {@code image/png}
	 * @param base64 its bytes
	 * @return the part
	 */
	public static Map<String, Object> base64(String type, String base64) {
		int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
		return medium(type, base64.length() * 3L / 4 - padding, base64::hashCode);
	}

	/**
	 * Returns a part for a medium with an address.
	 * @param type its type, such as {@code image/png}
	 * @param address its address
	 * @return the part: an image that Langfuse can show, the address, or what it is if
	 * the address itself is the medium
	 */
	public static Map<String, Object> at(String type, String address) {
		if (address.regionMatches(true, 0, DATA, 0, DATA.length())) {
			return base64(type, address.substring(address.indexOf(',') + 1));
		}
		if (!address.contains("://")) {
			return medium(type);
		}
		return (type.startsWith("image") && address.regionMatches(true, 0, "http", 0, 4))
				? part("image_url", "image_url", Map.of("url", address)) : text(address);
	}

	private static Map<String, Object> part(String type, String key, Object value) {
		Map<String, Object> part = new LinkedHashMap<>();
		part.put("type", type);
		part.put(key, value);
		return part;
	}

}
