/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.Iterator;

import org.jspecify.annotations.Nullable;

/**
 * Passes on another iterator's elements.
 *
 * @param <T> the type of element
 */
final class ObservedIterator<T extends @Nullable Object> implements Iterator<T> {

	private final Iterator<T> source;

	private final Consumption consumption;

	ObservedIterator(Iterator<T> source, Consumption consumption) {
		this.source = source;
		this.consumption = consumption;
	}

	@Override
	public boolean hasNext() {
		boolean hasNext = this.consumption.source(this.source::hasNext);
		if (!hasNext) {
			this.consumption.end();
		}
		return hasNext;
	}

	@Override
	public T next() {
		if (!hasNext()) {
			return this.source.next();
		}
		T element = this.consumption.source(this.source::next);
		this.consumption.element(element);
		return element;
	}

	@Override
	public void remove() {
		this.source.remove();
	}

}
