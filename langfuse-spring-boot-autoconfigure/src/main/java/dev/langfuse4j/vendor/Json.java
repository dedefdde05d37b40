/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A JSON object as a provider's API defines it. Missing or unexpected values are ignored,
 * because newer clients may have others.
 *
 * @param values the members by their names
 */
record Json(Map<?, ?> values) {

	static final Json EMPTY = new Json(Map.of());

	static Json of(@Nullable Object value) {
		return (value instanceof Map<?, ?> map) ? new Json(map) : EMPTY;
	}

	@Nullable Object get(String name) {
		return this.values.get(name);
	}

	Json at(String... path) {
		Json found = this;
		for (String name : path) {
			found = of(found.get(name));
		}
		return found;
	}

	@Nullable String text(String name) {
		return (get(name) instanceof String text && !text.isEmpty()) ? text : null;
	}

	String type() {
		String type = text("type");
		return (type != null) ? type : "";
	}

	List<?> list(String name) {
		return (get(name) instanceof List<?> list) ? list : List.of();
	}

	List<Json> objects(String name) {
		List<Json> objects = new ArrayList<>();
		list(name).forEach((element) -> objects.add(of(element)));
		return objects;
	}

	long count(String name) {
		return (get(name) instanceof Number number) ? Math.max(0, number.longValue()) : 0;
	}

	boolean isEmpty() {
		return this.values.isEmpty();
	}

	/**
	 * Returns a map of the present values.
	 */
	Map<String, Object> only(String... names) {
		Map<String, Object> only = new LinkedHashMap<>();
		for (String name : names) {
			Object value = get(name);
			if (value != null) {
				only.put(name, value);
			}
		}
		return only;
	}

}
