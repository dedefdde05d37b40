/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The work of a call that its caller may begin, such as the body of a response. If it has
 * not begun when the response ends, the call ends with the response. Without a response,
 * it ends when the returned object is garbage-collected. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class LateWork {

	private final RunningCall call;

	private final @Nullable Object result;

	private final AtomicBoolean begun = new AtomicBoolean();

	/**
	 * Creates work that has not begun.
	 * @param call the call
	 * @param result the result to record if it never begins
	 */
	public LateWork(RunningCall call, @Nullable Object result) {
		this.call = call;
		this.result = result;
	}

	/**
	 * Begins the work.
	 * @return whether it had not begun before
	 */
	public boolean begin() {
		return this.begun.compareAndSet(false, true);
	}

	/**
	 * Ensures that the call ends even if the work never begins.
	 * @param handle the object that is needed to begin it; this work and its result must
	 * not refer to it
	 */
	public void endUnlessBegun(Object handle) {
		ServedResponse response = ServedResponse.in(this.call.context());
		if (response != null) {
			response.onEnd(this::release);
		}
		else {
			ServedRequest.onEnd(this::release);
			this.call.markEnd();
			Garbage.cleaner.register(handle, this::drop);
		}
	}

	private void release() {
		if (begin()) {
			this.call.complete(this.result);
		}
	}

	private void drop() {
		if (begin()) {
			this.call.drop(this.result);
		}
	}

	/**
	 * Holds the cleaner, whose thread most applications do not need.
	 */
	private static final class Garbage {

		static final Cleaner cleaner = Cleaner.create();

	}

}
