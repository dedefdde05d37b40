/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.Spliterator;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Passes on another spliterator's elements, on demand. It does not say how many there
 * are: a stream that is only counted would not be worked off.
 *
 * @param <T> the type of element
 */
final class ObservedSpliterator<T extends @Nullable Object> implements Spliterator<T> {

	private final Spliterator<T> source;

	private final Consumption consumption;

	private @Nullable T element;

	private boolean exhausted;

	ObservedSpliterator(Spliterator<T> source, Consumption consumption) {
		this.source = source;
		this.consumption = consumption;
	}

	@Override
	public boolean tryAdvance(Consumer<? super T> action) {
		if (!this.consumption.source(() -> this.source.tryAdvance((next) -> this.element = next))) {
			end();
			return false;
		}
		this.consumption.element(this.element);
		action.accept(this.element);
		return true;
	}

	@Override
	public @Nullable Spliterator<T> trySplit() {
		Spliterator<T> part = this.source.trySplit();
		if (part == null) {
			return null;
		}
		this.consumption.addPart();
		return new ObservedSpliterator<>(part, this.consumption);
	}

	@Override
	public long estimateSize() {
		return this.source.estimateSize();
	}

	@Override
	public int characteristics() {
		return ORDERED;
	}

	private void end() {
		if (!this.exhausted) {
			this.exhausted = true;
			this.consumption.endPart();
		}
	}

}
