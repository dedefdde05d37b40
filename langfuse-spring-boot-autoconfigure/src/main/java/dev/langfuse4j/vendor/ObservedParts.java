/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.util.Spliterator;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The parts of a stream, seen when the application takes them.
 *
 * @param <T> the type of parts
 */
final class ObservedParts<T> implements Spliterator<T> {

	private final Spliterator<T> parts;

	private final ClientCall call;

	ObservedParts(Spliterator<T> parts, ClientCall call) {
		this.parts = parts;
		this.call = call;
	}

	@Override
	public boolean tryAdvance(Consumer<? super T> action) {
		boolean advanced;
		try {
			advanced = this.parts.tryAdvance((part) -> {
				this.call.part(part);
				action.accept(part);
			});
		}
		catch (Throwable ex) {
			this.call.failed(ex, true);
			throw ex;
		}
		if (!advanced) {
			this.call.endStream();
		}
		return advanced;
	}

	@Override
	public @Nullable Spliterator<T> trySplit() {
		return null;
	}

	@Override
	public long estimateSize() {
		return this.parts.estimateSize();
	}

	@Override
	public int characteristics() {
		return this.parts.characteristics() & ~(SIZED | SUBSIZED | SORTED);
	}

}
