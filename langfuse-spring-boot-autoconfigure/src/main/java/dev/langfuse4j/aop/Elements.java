/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.capture.ElementCapture;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a result that comes piece by piece, as far as they are kept. Never
 * throws; thread-safe, for streams that are worked off in parallel.
 */
final class Elements {

	private final ObservedCall call;

	private final @Nullable ElementCapture capture;

	private final @Nullable List<@Nullable Object> raw;

	private final int limit;

	private boolean begun;

	/**
	 * Creates the elements.
	 * @param call the call they are the result of
	 * @param capture what keeps them, or {@code null} to keep none
	 * @param raw whether expressions need the elements themselves
	 * @param limit how many of those are kept
	 */
	Elements(ObservedCall call, @Nullable ElementCapture capture, boolean raw, int limit) {
		this.call = call;
		this.capture = capture;
		this.raw = raw ? new ArrayList<>() : null;
		this.limit = limit;
	}

	synchronized void add(@Nullable Object element) {
		if (!this.begun) {
			this.begun = true;
			this.call.handle().completionStartTime(Instant.now());
		}
		if (this.raw != null && this.raw.size() < this.limit) {
			this.raw.add(element);
		}
		if (this.capture != null) {
			this.capture.add(element);
		}
	}

	/**
	 * Returns the captured elements, recorded as output unless an expression selects
	 * something else.
	 */
	@Nullable ElementCapture capture() {
		return this.capture;
	}

	/**
	 * Returns the elements that expressions see as the result.
	 */
	synchronized @Nullable List<@Nullable Object> raw() {
		return (this.raw != null) ? new ArrayList<>(this.raw) : null;
	}

}
