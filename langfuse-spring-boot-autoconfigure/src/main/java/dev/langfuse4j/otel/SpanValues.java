/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.otel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.langfuse4j.capture.JsonText;
import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The attributes of a span, or of an event of it, by their names.
 */
final class SpanValues {

	private static final List<String> CONVENTIONS = List.of("gen_ai.", "openinference.", "langfuse.", "llm.");

	private static final int MAX_INDEX = 10_000;

	private final Map<String, Object> values = new LinkedHashMap<>();

	/**
	 * Whether any attribute is one of the conventions for language models.
	 */
	static boolean areOfModels(Attributes attributes) {
		return attributes.asMap()
			.keySet()
			.stream()
			.anyMatch((key) -> CONVENTIONS.stream().anyMatch(key.getKey()::startsWith));
	}

	SpanValues add(Attributes attributes) {
		attributes.forEach((key, value) -> this.values.put(key.getKey(), value));
		return this;
	}

	SpanValues add(SpanValues more) {
		this.values.putAll(more.values);
		return this;
	}

	void put(String name, @Nullable Object value) {
		if (value != null) {
			this.values.put(name, value);
		}
	}

	/**
	 * The first of these that is there.
	 */
	@Nullable Object value(String... names) {
		for (String name : names) {
			Object value = this.values.get(name);
			if (value != null) {
				return value;
			}
		}
		return null;
	}

	@Nullable String text(String... names) {
		for (String name : names) {
			Object value = this.values.get(name);
			if (value != null && StringUtils.hasText(value.toString())) {
				return value.toString();
			}
		}
		return null;
	}

	/**
	 * The first of these that is there, with the JSON that a text holds.
	 */
	@Nullable Object json(String... names) {
		Object value = value(names);
		return (value instanceof String text) ? JsonText.read(text) : value;
	}

	@Nullable Number number(String... names) {
		Object value = value(names);
		if (value instanceof Number number) {
			return number;
		}
		try {
			return (value instanceof String text) ? Double.valueOf(text) : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	/**
	 * A number of things.
	 */
	long count(String... names) {
		Number number = number(names);
		return (number != null) ? Math.max(0, number.longValue()) : 0;
	}

	/**
	 * All whose names begin alike, by the rest of these.
	 */
	Map<String, Object> below(String prefix) {
		Map<String, Object> found = new LinkedHashMap<>();
		this.values.forEach((name, value) -> {
			if (name.length() > prefix.length() && name.startsWith(prefix)) {
				found.put(name.substring(prefix.length()), value);
			}
		});
		return found;
	}

	/**
	 * Returns a structure that was flattened into one attribute for each value, such as
	 * {@code llm.input_messages.0.message.role}.
	 * @return a list if the parts are numbered, otherwise a map; {@code null} without any
	 */
	@Nullable Object structure(String prefix) {
		Map<String, Object> parts = below(prefix);
		return parts.isEmpty() ? null : structure(parts);
	}

	private static Object structure(Map<String, Object> parts) {
		Map<String, Map<String, Object>> nested = new LinkedHashMap<>();
		Map<String, Object> result = new LinkedHashMap<>();
		parts.forEach((name, value) -> {
			int dot = name.indexOf('.');
			if (dot < 0) {
				result.put(name, value);
			}
			else {
				nested.computeIfAbsent(name.substring(0, dot), (key) -> new LinkedHashMap<>())
					.put(name.substring(dot + 1), value);
			}
		});
		nested.forEach((name, values) -> result.put(name, structure(values)));
		TreeMap<Integer, Object> numbered = new TreeMap<>();
		for (Map.Entry<String, Object> entry : result.entrySet()) {
			if (!entry.getKey().matches("\\d{1,5}") || Integer.parseInt(entry.getKey()) > MAX_INDEX) {
				return result;
			}
			numbered.put(Integer.valueOf(entry.getKey()), entry.getValue());
		}
		return new ArrayList<>(numbered.values());
	}

}
