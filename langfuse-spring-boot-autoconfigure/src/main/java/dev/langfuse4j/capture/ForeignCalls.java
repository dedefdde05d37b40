/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

/**
 * Limits the calls of getters of libraries' objects for one value, by their number and
 * the size of their results: whatever such an object leads to, capturing ends soon. It
 * counts calls and does not measure time, so that the same value is always captured the
 * same way. A call that overflows the stack or asks for more memory than there is has
 * done as much as all calls may: it is the last one.
 */
final class ForeignCalls {

	static final int MAX_CALLS = 2_000;

	static final int MAX_CHARACTERS = 64 * 1024;

	private final FrozenTokens tokens;

	private int calls;

	private int characters;

	private int depth;

	private int budget;

	private int usedBefore;

	ForeignCalls(FrozenTokens tokens) {
		this.tokens = tokens;
	}

	/**
	 * Begins a call, if another one is allowed. To be ended if so.
	 */
	boolean begin() {
		if (this.calls >= MAX_CALLS || (this.depth == 0 && this.characters >= MAX_CHARACTERS)) {
			return false;
		}
		this.calls++;
		if (this.depth++ == 0) {
			this.usedBefore = this.tokens.used();
			this.budget = this.tokens.narrow(MAX_CHARACTERS - this.characters);
		}
		return true;
	}

	void end() {
		if (--this.depth == 0) {
			this.tokens.widen(this.budget);
			this.characters += this.tokens.used() - this.usedBefore;
		}
	}

	/**
	 * Returns the result of a call, or a marker if it has thrown.
	 */
	@Nullable Object read(Callable<? extends @Nullable Object> code) {
		return ValueCode.read(() -> {
			try {
				return code.call();
			}
			catch (Throwable ex) {
				failed(ex);
				throw ex;
			}
		});
	}

	/**
	 * Handles the exception of a call.
	 */
	void failed(Throwable ex) {
		if (ex instanceof VirtualMachineError || NestedExceptionUtils.getRootCause(ex) instanceof VirtualMachineError) {
			this.calls = MAX_CALLS;
		}
	}

	/**
	 * Counts a call that Jackson makes.
	 */
	void count() {
		if (++this.calls > MAX_CALLS) {
			throw new TooManyCallsException();
		}
	}

	/**
	 * Ends Jackson's work.
	 */
	@SuppressWarnings("serial")
	static final class TooManyCallsException extends RuntimeException {

		TooManyCallsException() {
			super("too many calls", null, false, false);
		}

	}

}
