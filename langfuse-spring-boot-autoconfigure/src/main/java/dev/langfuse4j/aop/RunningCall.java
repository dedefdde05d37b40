/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.http.codec.ServerSentEvent;

/**
 * A call of an observed method, from its start until it ends: when the method returns, or
 * later, on any thread and perhaps in more than one way. Only the first end counts.
 * Thread-safe, never throws.
 *
 * @since 0.1.0
 */
@Internal
public final class RunningCall {

	private static final AtomicIntegerFieldUpdater<RunningCall> ENDED = AtomicIntegerFieldUpdater
		.newUpdater(RunningCall.class, "ended");

	private final ObservedInvocation invocation;

	private final ObservedCall call;

	private final ContextView context;

	private volatile int ended;

	private volatile @Nullable Elements elements;

	private volatile boolean handedOn;

	/**
	 * Creates a call that has started.
	 * @param invocation the call of the method
	 * @param call the observed call
	 * @param context the Reactor context that it was started in
	 */
	RunningCall(ObservedInvocation invocation, ObservedCall call, ContextView context) {
		this.invocation = invocation;
		this.call = call;
		this.context = context;
	}

	/**
	 * The method that was called.
	 * @return the method
	 */
	public Method method() {
		return this.invocation.getMethod();
	}

	ObservedInvocation invocation() {
		return this.invocation;
	}

	ContextView context() {
		return this.context;
	}

	/**
	 * Makes the observation current on this thread.
	 * @return the scope, to be closed on this thread
	 */
	public ObservedCall.Scope openScope() {
		return this.call.openScope();
	}

	/**
	 * Makes the observation current in a reactive pipeline.
	 * @param context the Reactor context
	 * @return the context with the observation
	 */
	public Context writeTo(Context context) {
		return this.call.writeTo(context);
	}

	/**
	 * Records the end of the work, before it is known how it ends.
	 */
	void markEnd() {
		this.call.markEnd();
	}

	/**
	 * Begins to collect a result that comes piece by piece.
	 */
	public void collect() {
		this.elements = this.invocation.elements(this.call);
	}

	/**
	 * Collects the next piece of the result. Of an event its data counts; one without any
	 * is a comment to keep a connection open.
	 * @param element the piece
	 */
	public void add(@Nullable Object element) {
		Elements elements = this.elements;
		Object data = (element instanceof ServerSentEvent<?> event) ? event.data() : element;
		if (elements != null && (data != null || element == null)) {
			elements.add(data);
		}
	}

	/**
	 * Ends with the collected elements.
	 */
	public void complete() {
		Elements elements = this.elements;
		if (elements == null) {
			complete(null);
		}
		else if (end()) {
			this.call.markEnd();
			stop(elements);
		}
	}

	/**
	 * Ends with a result.
	 * @param result the result
	 */
	public void complete(@Nullable Object result) {
		if (end()) {
			this.call.markEnd();
			if (this.call.isRecording()) {
				this.invocation.captureOutput(this.call, result);
			}
			this.call.stop();
		}
	}

	/**
	 * Ends at the time at which the method returned, because its result was not used.
	 * @param result the result
	 */
	void drop(@Nullable Object result) {
		if (end()) {
			if (this.call.isRecording()) {
				this.invocation.captureOutput(this.call, result);
			}
			this.call.stop();
		}
	}

	/**
	 * Ends with a failure, or as cancelled if the failure is a cancellation, with the
	 * elements that were collected before.
	 * @param error the failure
	 */
	public void fail(Throwable error) {
		Throwable cause = causeOf(error);
		if (cause instanceof CancellationException) {
			cancel();
		}
		else {
			failWith(cause);
		}
	}

	/**
	 * Ends with an exception as it is, with the elements that were collected before.
	 */
	void failWith(Throwable error) {
		if (end()) {
			this.call.markEnd();
			this.call.error(error);
			String refusedBy = this.call.isRecording() ? this.invocation.refusedBy(error) : null;
			if (refusedBy != null) {
				this.call.refused(refusedBy);
			}
			stopEarly();
		}
	}

	/**
	 * Ends as cancelled, with the elements that were collected before. A cancellation is
	 * not a failure.
	 */
	public void cancel() {
		if (end()) {
			this.call.markEnd();
			this.call.cancelled();
			stopEarly();
		}
	}

	/**
	 * Follows a value that is the result, unless it is still in progress.
	 * @param value the value
	 * @return the value for the caller
	 */
	@SuppressWarnings("unchecked")
	<T> T open(T value) {
		Object followed = this.invocation.follow(value, this);
		this.handedOn = followed != null;
		return (followed != null) ? (T) followed : value;
	}

	/**
	 * Ends with the value that was looked into.
	 */
	void completeOpened(@Nullable Object value) {
		if (!this.handedOn) {
			complete(value);
		}
	}

	/**
	 * Ends as cancelled, if that comes before the value.
	 */
	void cancelUnopened() {
		if (!this.handedOn) {
			cancel();
		}
	}

	private boolean end() {
		return ENDED.compareAndSet(this, 0, 1);
	}

	private void stop(Elements elements) {
		if (this.call.isRecording()) {
			this.invocation.captureOutput(this.call, elements);
		}
		this.call.stop();
	}

	private void stopEarly() {
		Elements collected = this.elements;
		if (collected != null) {
			stop(collected);
		}
		else {
			this.call.stop();
		}
	}

	private static Throwable causeOf(Throwable error) {
		boolean wrapper = error instanceof CompletionException || error instanceof ExecutionException;
		return (wrapper && error.getCause() != null) ? error.getCause() : error;
	}

}
