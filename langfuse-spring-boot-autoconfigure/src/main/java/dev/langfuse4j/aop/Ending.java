/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.http.codec.ServerSentEvent;

/**
 * The end of a call that comes later than its method, on any thread and perhaps in more
 * than one way: the first counts. Thread-safe, never throws.
 *
 * @since 0.1.0
 */
@Internal
public final class Ending {

	private final ObservedInvocation invocation;

	private final ObservedCall call;

	private final ContextView context;

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile @Nullable Elements elements;

	private volatile boolean handedOn;

	/**
	 * Creates the end of a call.
	 * @param invocation the call of the method
	 * @param call the observed call
	 */
	public Ending(ObservedInvocation invocation, ObservedCall call) {
		this(invocation, call, Context.empty());
	}

	/**
	 * Creates the end of a call.
	 * @param invocation the call of the method
	 * @param call the observed call
	 * @param context the Reactor context that it was started in
	 */
	Ending(ObservedInvocation invocation, ObservedCall call, ContextView context) {
		this.invocation = invocation;
		this.call = call;
		this.context = context;
	}

	/**
	 * The observation that ends.
	 * @return what was started
	 */
	public ObservedCall call() {
		return this.call;
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
			this.invocation.complete(this.call, elements);
		}
	}

	/**
	 * Ends with a result.
	 * @param result the result
	 */
	public void complete(@Nullable Object result) {
		if (end()) {
			this.invocation.complete(this.call, result);
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
		else if (end()) {
			this.invocation.fail(this.call, cause, this.elements);
		}
	}

	/**
	 * Ends as cancelled, with the elements that were collected before. A cancellation is
	 * not a failure.
	 */
	public void cancel() {
		if (end()) {
			this.invocation.cancel(this.call, this.elements);
		}
	}

	/**
	 * Ends at the time at which the method returned, because its result was not used.
	 * @param result the result
	 */
	void drop(@Nullable Object result) {
		if (end()) {
			this.invocation.drop(this.call, result);
		}
	}

	/**
	 * Follows a value that is the result, unless it is still in progress.
	 * @param value the value
	 * @return the value for the caller
	 */
	@SuppressWarnings("unchecked")
	<T> T open(T value) {
		Object followed = this.invocation.follow(value, value.getClass(), this);
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
		return this.ended.compareAndSet(false, true);
	}

	private static Throwable causeOf(Throwable error) {
		boolean wrapper = error instanceof CompletionException || error instanceof ExecutionException;
		return (wrapper && error.getCause() != null) ? error.getCause() : error;
	}

}
