/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/**
 * An object of a response. Unknown, empty and false values are absent.
 */
final class Json {

	private static final DateTimeFormatter TIME = DateTimeFormatter
		.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private static final double NANOS_OF_MICRO = 1_000.0;

	private final Map<String, Object> values = new LinkedHashMap<>();

	Json put(String name, @Nullable Object value) {
		boolean empty = value == null || value == Boolean.FALSE || (value instanceof String text && text.isEmpty())
				|| (value instanceof Collection<?> elements && elements.isEmpty())
				|| (value instanceof Map<?, ?> map && map.isEmpty());
		if (!empty) {
			this.values.put(name, value);
		}
		return this;
	}

	/**
	 * Also if it is empty.
	 */
	Json put(String name, @Nullable CapturedContent content) {
		if (content != null) {
			this.values.put(name, value(content));
		}
		return this;
	}

	Json put(String name, @Nullable Json object) {
		return put(name, (object != null) ? object.values : null);
	}

	Json putAlways(String name, Object value) {
		this.values.put(name, value);
		return this;
	}

	Map<String, Object> values() {
		return this.values;
	}

	ConsoleAnswer answer() {
		return ConsoleAnswer.json(JsonMapper.shared().writeValueAsBytes(this.values));
	}

	static Object value(CapturedContent content) {
		String text = content.text();
		return (text != null) ? text : new RawValue(content.asText());
	}

	static ConsoleAnswer error(int status, String text) {
		byte[] body = JsonMapper.shared().writeValueAsBytes(Map.of("error", text));
		return ConsoleAnswer.of(status, "application/json", body);
	}

	static String time(long nanos) {
		return TIME
			.format(Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L)));
	}

	static String time(Instant time) {
		return TIME.format(time);
	}

	/**
	 * Milliseconds with three decimals.
	 */
	static double millis(long nanos) {
		return Math.round(nanos / NANOS_OF_MICRO) / 1_000.0;
	}

}
