/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * Tracks how far a lazy result has been consumed, possibly in several parts. Thread-safe.
 */
final class Consumption {

	private final RunningCall call;

	private final AtomicInteger parts = new AtomicInteger(1);

	Consumption(RunningCall call) {
		this.call = call;
		call.collect();
	}

	/**
	 * Runs code of the result, which is work of the observed method. Its observations are
	 * children of the call, and its exception ends the call.
	 */
	<V extends @Nullable Object> V source(Callable<V> code) {
		try (ObservedCall.Scope scope = this.call.openScope()) {
			return code.call();
		}
		catch (Throwable ex) {
			this.call.fail(ex);
			throw sneaky(ex);
		}
	}

	void element(@Nullable Object element) {
		this.call.add(element);
	}

	void addPart() {
		this.parts.incrementAndGet();
	}

	void endPart() {
		if (this.parts.decrementAndGet() == 0) {
			end();
		}
	}

	void end() {
		this.call.complete();
	}

	@SuppressWarnings("unchecked")
	private static <E extends Throwable> E sneaky(Throwable ex) throws E {
		throw (E) ex;
	}

}
