/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

import org.springframework.util.StringUtils;

/**
 * Extracts the message from a response, which may be JSON, protobuf, a page or plain
 * text. Quoted text is removed, because it may be content.
 */
final class AnswerText {

	/**
	 * Uses the part that was read if the response is cut off.
	 */
	private static final JsonFactory JSON = JsonFactory.builder()
		.enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
		.build();

	private static final Pattern TITLE = Pattern.compile("<title[^>]*>([^<]*)", Pattern.CASE_INSENSITIVE);

	/**
	 * Does not remove text between two apostrophes within words.
	 */
	private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|`[^`]*`|(?<!\\p{L})'[^']*'");

	private AnswerText() {
	}

	/**
	 * The text of an answer that says what failed. One in protobuf is a
	 * {@code google.rpc.Status}, as OTLP has it.
	 */
	static String read(byte[] body, @Nullable String contentType) {
		try {
			return isProtobuf(contentType) ? new ProtobufMessage(body).text(2)
					: new String(body, StandardCharsets.UTF_8);
		}
		catch (RuntimeException ex) {
			return "";
		}
	}

	static boolean isProtobuf(@Nullable String contentType) {
		return contentType != null && contentType.toLowerCase(Locale.ROOT).contains("protobuf");
	}

	static String of(String body) {
		String text = body.strip();
		if (text.startsWith("{") || text.startsWith("[")) {
			text = json(text);
		}
		else if (text.startsWith("<")) {
			text = page(text);
		}
		return QUOTED.matcher(text).replaceAll("…");
	}

	private static String page(String text) {
		Matcher title = TITLE.matcher(text);
		return (title.find() && StringUtils.hasText(title.group(1))) ? title.group(1).strip() : "an HTML page";
	}

	private static String json(String text) {
		Deque<String> found = new ArrayDeque<>();
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
			if (parser.nextToken() == JsonToken.START_OBJECT) {
				collect(parser, found);
			}
		}
		catch (JacksonException ex) {
			// As far as it goes
		}
		return found.isEmpty() ? "" : found.getFirst();
	}

	/**
	 * Returns the best text: a message, otherwise an error, which may have a message.
	 */
	private static void collect(JsonParser parser, Deque<String> found) {
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			JsonToken value = parser.nextToken();
			if (name.equals("message") && value == JsonToken.VALUE_STRING) {
				found.addFirst(parser.getString());
			}
			else if (name.equals("error") && value == JsonToken.VALUE_STRING) {
				found.addLast(parser.getString());
			}
			else if (name.equals("error") && value == JsonToken.START_OBJECT) {
				collect(parser, found);
			}
			else {
				parser.skipChildren();
			}
		}
	}

}
