/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.temporal.Temporal;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.logging.Escape;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values of variables as texts. Thread-safe.
 */
final class PromptValues {

	private final JsonMapper mapper;

	PromptValues(JsonMapper mapper) {
		this.mapper = mapper;
	}

	/**
	 * Returns an empty text for {@code null}, simple values as text, and all others as
	 * compact JSON.
	 */
	String text(String name, @Nullable Object value) {
		if (value == null) {
			return "";
		}
		if (value instanceof Enum<?> constant) {
			return constant.name();
		}
		if (value instanceof CharSequence || value instanceof Number || value instanceof Boolean
				|| value instanceof Temporal) {
			return value.toString();
		}
		try {
			JsonNode json = this.mapper.valueToTree(value);
			// Such as a UUID or a URI, whose quotes nobody wants to read
			return json.isString() ? json.stringValue() : json.isNull() ? "" : json.toString();
		}
		catch (JacksonException ex) {
			throw new PromptCompileException("The value of the prompt variable '" + Escape.line(name, 100)
					+ "', of type " + value.getClass().getName()
					+ ", cannot be written as JSON. Pass a text, a number, a map, a list, a record or a bean.");
		}
	}

	/**
	 * The components of a record by their names.
	 */
	static Map<String, @Nullable Object> components(Record model) {
		Map<String, @Nullable Object> values = new LinkedHashMap<>();
		for (RecordComponent component : model.getClass().getRecordComponents()) {
			try {
				component.getAccessor().setAccessible(true);
				values.put(component.getName(), component.getAccessor().invoke(model));
			}
			catch (InvocationTargetException | IllegalAccessException | RuntimeException ex) {
				throw new PromptCompileException("The component '" + component.getName() + "' of "
						+ model.getClass().getName() + " cannot be read. Pass its values one by one.");
			}
		}
		return values;
	}

}
