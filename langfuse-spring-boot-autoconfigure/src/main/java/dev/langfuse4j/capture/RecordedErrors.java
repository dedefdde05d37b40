/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which observation has recorded the stack trace of an exception. An exception
 * that passes several observations of a trace is recorded by the innermost one only.
 * Remembers the latest ones, and keeps none of them in memory. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class RecordedErrors {

	private static final int MAX = 64;

	private final Deque<Recorded> latest = new ArrayDeque<>();

	/**
	 * Creates an empty memory.
	 */
	public RecordedErrors() {
	}

	/**
	 * The observation that records an exception's stack trace.
	 * @param error the exception, by identity
	 * @param asking the observation that asks
	 * @return the id of another observation, or {@code null} without one
	 */
	synchronized @Nullable String find(Throwable error, String asking) {
		for (Recorded recorded : this.latest) {
			if (recorded.error().refersTo(error)) {
				return recorded.observation().equals(asking) ? null : recorded.observation();
			}
		}
		return null;
	}

	/**
	 * Remembers that an observation records an exception's stack trace, instead of
	 * another one before.
	 */
	synchronized void add(Throwable error, Throwable failure, String observation) {
		this.latest.removeIf((recorded) -> recorded.observation().equals(observation));
		add(error, observation);
		if (failure != error) {
			add(failure, observation);
		}
	}

	private void add(Throwable error, String observation) {
		if (this.latest.size() == MAX) {
			this.latest.removeLast();
		}
		this.latest.addFirst(new Recorded(new WeakReference<>(error), observation));
	}

	private record Recorded(WeakReference<Throwable> error, String observation) {

	}

}
