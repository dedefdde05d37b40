/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.otel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.trace.data.EventData;
import org.jspecify.annotations.Nullable;

/**
 * An event of a span, from the span or from a log record.
 *
 * @param name its name
 * @param values its values
 */
record SpanEvent(String name, SpanValues values) {

	static List<SpanEvent> of(List<EventData> events) {
		List<SpanEvent> all = new ArrayList<>(events.size());
		events.forEach((event) -> all.add(new SpanEvent(event.getName(), new SpanValues().add(event.getAttributes()))));
		return all;
	}

	/**
	 * The body of a log record as maps, lists and plain values.
	 */
	static @Nullable Object plain(@Nullable Value<?> value) {
		if (value == null) {
			return null;
		}
		Object content = value.getValue();
		return switch (value.getType()) {
			case KEY_VALUE_LIST, ARRAY -> plain((List<?>) content);
			case STRING, BOOLEAN, LONG, DOUBLE -> content;
			default -> null;
		};
	}

	private static Object plain(List<?> elements) {
		Map<String, @Nullable Object> map = new LinkedHashMap<>();
		List<@Nullable Object> list = new ArrayList<>();
		for (Object element : elements) {
			if (element instanceof KeyValue member) {
				map.put(member.getKey(), plain(member.getValue()));
			}
			else {
				list.add(plain((Value<?>) element));
			}
		}
		return map.isEmpty() ? list : map;
	}

}
