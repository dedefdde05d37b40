/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Texts that hold JSON, such as the arguments of a tool.
 *
 * @since 0.1.0
 */
@Internal
public final class JsonText {

	/**
	 * A longer text is captured as a text: it would be cut anyway.
	 */
	private static final int MAX_LENGTH = 200_000;

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private JsonText() {
	}

	/**
	 * Returns the value of a JSON text, so that names in it are redacted and a server can
	 * show its structure.
	 * @param text the text
	 * @return maps, lists and so on, or the text if it is not JSON
	 */
	public static @Nullable Object read(@Nullable String text) {
		if (text == null || text.length() > MAX_LENGTH || !beginsLikeJson(text)) {
			return text;
		}
		try {
			return MAPPER.readValue(text, Object.class);
		}
		catch (JacksonException ex) {
			return text;
		}
	}

	private static boolean beginsLikeJson(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (!Character.isWhitespace(c)) {
				return c == '{' || c == '[' || c == '"';
			}
		}
		return false;
	}

}
