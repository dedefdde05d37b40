/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
import org.jspecify.annotations.Nullable;

/**
 * The headers of messages, which are maps of texts, bytes or whatever a broker's client
 * makes of them. Names are compared without regard to case, because brokers keep the case
 * of the sender. Never throws.
 */
final class HeaderMap {

	private static final LogOnce logger = LogOnce.shared(HeaderMap.class);

	private HeaderMap() {
	}

	/**
	 * Writes the headers for the next service, and replaces former ones.
	 */
	static void write(@Nullable TraceHandover trace, Map<String, ? super String> headers) {
		if (trace != null && headers != null) {
			contain(() -> {
				String baggage = trace.baggage(texts(find(headers, RemoteContext.BAGGAGE)));
				put(headers, RemoteContext.TRACEPARENT, trace.traceparent());
				put(headers, RemoteContext.BAGGAGE, baggage);
			});
		}
	}

	/**
	 * Returns the headers for the next service.
	 */
	static void write(@Nullable TraceHandover trace, BiConsumer<String, String> headers) {
		if (trace != null && headers != null) {
			contain(() -> {
				headers.accept(RemoteContext.TRACEPARENT, trace.traceparent());
				headers.accept(RemoteContext.BAGGAGE, trace.baggage(List.of()));
			});
		}
	}

	/**
	 * Reads the headers of the previous service.
	 */
	static RemoteContext read(Function<String, ? extends @Nullable Object> headers) {
		List<String> traceparent = new ArrayList<>();
		List<String> baggage = new ArrayList<>();
		contain(() -> {
			traceparent.addAll(texts(headers.apply(RemoteContext.TRACEPARENT)));
			baggage.addAll(texts(headers.apply(RemoteContext.BAGGAGE)));
		});
		return RemoteContext.read(traceparent, baggage);
	}

	/**
	 * The value of a header, whatever the case of its name.
	 */
	static @Nullable Object find(Map<String, ?> headers, String name) {
		String key = keyOf(headers, name);
		return (key != null) ? headers.get(key) : null;
	}

	private static void put(Map<String, ? super String> headers, String name, String value) {
		String key = keyOf(headers, name);
		headers.put((key != null) ? key : name, value);
	}

	private static @Nullable String keyOf(Map<String, ?> headers, String name) {
		for (String key : headers.keySet()) {
			if (name.equalsIgnoreCase(key)) {
				return key;
			}
		}
		return null;
	}

	private static List<String> texts(@Nullable Object value) {
		List<String> texts = new ArrayList<>();
		if (value instanceof Iterable<?> values) {
			values.forEach((each) -> texts.addAll(texts(each)));
		}
		else if (value instanceof Object[] values) {
			for (Object each : values) {
				texts.addAll(texts(each));
			}
		}
		else if (value instanceof byte[] bytes) {
			texts.add(new String(bytes, StandardCharsets.UTF_8));
		}
		else if (value != null) {
			texts.add(value.toString());
		}
		return texts;
	}

	private static void contain(Runnable access) {
		try {
			access.run();
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			logger.warn(ex.getClass(), () -> "The headers of a message cannot be read or written: "
					+ ex.getClass().getName() + ". The trace is not continued in another process");
		}
	}

}
