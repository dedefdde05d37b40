/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.lang.Internal;
import reactor.util.context.ContextView;

/**
 * A call that begins with each subscription to the publisher that its method returned.
 * Thread-safe, never throws.
 *
 * @since 0.1.0
 */
@Internal
public interface DeferredCall {

	/**
	 * Makes this current on the thread while the method runs.
	 * @return the scope, to be closed on this thread
	 */
	ObservedCall.Scope openScope();

	/**
	 * Begins a call.
	 * @param context the Reactor context
	 * @return the call, {@link ObservedCall#NONE} if it is not observed
	 */
	ObservedCall start(ContextView context);

}
