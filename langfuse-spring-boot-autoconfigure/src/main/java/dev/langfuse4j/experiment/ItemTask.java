/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.util.function.Consumer;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/**
 * The task of an item while it runs: what it observes is below it, on the thread where a
 * scope is open and in the Reactor context that was written to. Thread-safe.
 *
 * @param <O> the type of output
 * @since 0.1.0
 */
@Internal
public final class ItemTask<O> {

	private final ObservedCall call;

	private final long begun;

	private final Consumer<ItemTask<O>> end;

	private @Nullable O output;

	private @Nullable Throwable error;

	private long nanos;

	private boolean ended;

	ItemTask(ObservedCall call, long begun, Consumer<ItemTask<O>> end) {
		this.call = call;
		this.begun = begun;
		this.end = end;
	}

	/**
	 * Makes the task current on this thread.
	 * @return the scope, to be closed on this thread
	 */
	public ObservedCall.Scope openScope() {
		return this.call.openScope();
	}

	/**
	 * Makes the task current in a reactive pipeline.
	 * @param context the context
	 * @return the context with the task
	 */
	public Context writeTo(Context context) {
		return this.call.writeTo(context);
	}

	/**
	 * Ends the task with its output. The first end counts.
	 * @param result the output, may be {@code null}
	 */
	public void complete(@Nullable O result) {
		end(result, null);
	}

	/**
	 * Ends the task with a failure. The first end counts.
	 * @param failure what it threw
	 */
	public void fail(Throwable failure) {
		end(null, failure);
	}

	private void end(@Nullable O result, @Nullable Throwable failure) {
		synchronized (this) {
			if (this.ended) {
				return;
			}
			this.ended = true;
			this.nanos = System.nanoTime() - this.begun;
			this.output = result;
			this.error = failure;
		}
		this.call.markEnd();
		if (failure != null) {
			this.call.error(failure);
		}
		else {
			this.call.recorder().output(result);
		}
		this.call.stop();
		this.end.accept(this);
	}

	ObservedCall call() {
		return this.call;
	}

	synchronized boolean isEnded() {
		return this.ended;
	}

	synchronized @Nullable O output() {
		return this.output;
	}

	synchronized @Nullable Throwable error() {
		return this.error;
	}

	synchronized long nanos() {
		return this.ended ? this.nanos : System.nanoTime() - this.begun;
	}

}
