/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

/**
 * Follows streams and iterators: the observation ends when they are exhausted, or the
 * stream is closed. If neither happens, the observation is never sent.
 */
final class StreamFollower implements ResultFollower {

	@Override
	public boolean supports(Class<?> type) {
		return type == Stream.class || type == Iterator.class;
	}

	@Override
	public @Nullable Object follow(Object result, RunningCall call) {
		if (result instanceof Stream<?> stream) {
			return observed(stream, new Consumption(call));
		}
		// A closeable iterator must keep its type
		if (result instanceof Iterator<?> iterator && !(result instanceof AutoCloseable)) {
			return new ObservedIterator<>(iterator, new Consumption(call));
		}
		return null;
	}

	private static <T> Stream<T> observed(Stream<T> stream, Consumption consumption) {
		return StreamSupport
			.stream(() -> new ObservedSpliterator<>(stream.spliterator(), consumption), Spliterator.ORDERED,
					stream.isParallel())
			.onClose(() -> {
				try {
					stream.close();
				}
				finally {
					consumption.end();
				}
			});
	}

}
