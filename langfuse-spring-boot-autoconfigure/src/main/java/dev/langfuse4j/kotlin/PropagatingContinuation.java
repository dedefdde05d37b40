/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.kotlin;

import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;

import org.springframework.core.PropagationContextElement;

/**
 * A continuation that sets what Reactor's context holds on each thread on which the
 * coroutine goes on.
 *
 * @param <T> the type of the result
 */
final class PropagatingContinuation<T> implements Continuation<T> {

	private final Continuation<T> continuation;

	private final CoroutineContext context;

	private PropagatingContinuation(Continuation<T> continuation) {
		this.continuation = continuation;
		this.context = continuation.getContext().plus(new PropagationContextElement());
	}

	/**
	 * A continuation with such a context, the same one if it has it already.
	 */
	static <T> Continuation<T> of(Continuation<T> continuation) {
		return (continuation.getContext().get(PropagationContextElement.Key) != null) ? continuation
				: new PropagatingContinuation<>(continuation);
	}

	@Override
	public CoroutineContext getContext() {
		return this.context;
	}

	@Override
	public void resumeWith(Object result) {
		this.continuation.resumeWith(result);
	}

}
