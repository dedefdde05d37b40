/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;

import dev.langfuse4j.dataset.DatasetItem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.commons.support.AnnotationSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Converts the input and the expected output of items to the types of parameters.
 */
final class ItemValues {

	private final JsonMapper mapper;

	ItemValues(TestBeans beans) {
		JsonMapper mapper = beans.find(JsonMapper.class);
		this.mapper = (mapper != null) ? mapper : JsonMapper.shared();
	}

	/**
	 * Finds the part of an item that a parameter asks for.
	 * @return the part, or {@code null} if it asks for none
	 */
	static @Nullable Part part(AnnotatedElement parameter, Class<?> type) {
		if (type == DatasetItem.class) {
			return Part.ITEM;
		}
		if (AnnotationSupport.isAnnotated(parameter, Item.class)) {
			return Part.INPUT;
		}
		return AnnotationSupport.isAnnotated(parameter, Expected.class) ? Part.EXPECTED : null;
	}

	/**
	 * Converts a part of an item.
	 * @throws ParameterResolutionException if it is of another type
	 */
	@Nullable Object get(Part part, DatasetItem<?, ?> item, AnnotatedElement parameter, Class<?> type) {
		return switch (part) {
			case ITEM -> item;
			case INPUT -> convert(item.input(), parameter, type, item, "input");
			case EXPECTED -> convert(item.expected(), parameter, type, item, "expected output");
		};
	}

	private @Nullable Object convert(@Nullable Object value, AnnotatedElement parameter, Class<?> type,
			DatasetItem<?, ?> item, String part) {
		if (value == null) {
			if (type.isPrimitive()) {
				throw new ParameterResolutionException("Item " + item.id() + " of the dataset has no " + part
						+ ", which a parameter of type " + type + " needs");
			}
			return null;
		}
		if (type == String.class) {
			return text(value);
		}
		try {
			Type declared = (parameter instanceof Parameter actual) ? actual.getParameterizedType() : type;
			JavaType target = this.mapper.constructType(declared);
			return this.mapper.convertValue(value, target);
		}
		catch (JacksonException | IllegalArgumentException ex) {
			// Its own message quotes the value
			throw new ParameterResolutionException(
					"The " + part + " of item " + item.id() + " of the dataset cannot be converted to " + type.getName()
							+ path(ex) + ": correct the item, or the type of the parameter");
		}
	}

	/**
	 * A value as a text: a text as it is, everything else as JSON.
	 */
	String text(Object value) {
		return (value instanceof String text) ? text : this.mapper.writeValueAsString(value);
	}

	private static String path(Exception ex) {
		StringBuilder path = new StringBuilder();
		if (ex instanceof JacksonException json) {
			json.getPath()
				.forEach((reference) -> path.append('/')
					.append((reference.getPropertyName() != null) ? reference.getPropertyName()
							: reference.getIndex()));
		}
		return path.isEmpty() ? "" : " at " + path;
	}

	/**
	 * A part of an item that a parameter may ask for.
	 */
	enum Part {

		ITEM, INPUT, EXPECTED

	}

}
