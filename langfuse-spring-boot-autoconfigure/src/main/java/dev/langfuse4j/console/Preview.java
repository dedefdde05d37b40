/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * An input in one line: the last message of the user if it is a conversation, otherwise
 * the first line with text.
 */
final class Preview {

	private static final int MAX_LENGTH = 160;

	/**
	 * Quotation marks inside of a text have a backslash, so this is never part of one.
	 */
	private static final String SAID = "\"role\":\"user\",\"content\":";

	private Preview() {
	}

	static String of(String input) {
		String said = said(input);
		String line = ((said != null) ? said : input).lines()
			.map(String::strip)
			.filter((text) -> !text.isEmpty())
			.findFirst()
			.orElse("");
		if (line.length() <= MAX_LENGTH) {
			return line;
		}
		int cut = Character.isHighSurrogate(line.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
		return line.substring(0, cut) + "…";
	}

	private static @Nullable String said(String input) {
		boolean json = input.startsWith("{") || input.startsWith("[");
		int last = json ? input.lastIndexOf(SAID) : -1;
		if (last < 0) {
			return null;
		}
		try (JsonParser parser = JsonMapper.shared().createParser(input.substring(last + SAID.length()))) {
			return text(parser);
		}
		catch (JacksonException ex) {
			// Cut off
			return null;
		}
	}

	/**
	 * Returns the content, or the first text among its parts.
	 */
	private static @Nullable String text(JsonParser parser) {
		JsonToken token = parser.nextToken();
		if (token == JsonToken.VALUE_STRING) {
			return parser.getString();
		}
		while (token != null && token != JsonToken.END_ARRAY) {
			if (token == JsonToken.PROPERTY_NAME && parser.currentName().equals("text")) {
				return (parser.nextToken() == JsonToken.VALUE_STRING) ? parser.getString() : null;
			}
			token = parser.nextToken();
		}
		return null;
	}

}
