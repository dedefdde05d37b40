/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/**
 * Connects one request with its observations. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class RequestTrace {

	private final ObservedCall carrier;

	private final RequestOrigin origin;

	RequestTrace(ObservedCall carrier, RequestOrigin origin) {
		this.carrier = carrier;
		this.origin = origin;
	}

	/**
	 * Makes the request known on this thread.
	 * @return the scope, to be closed on this thread
	 */
	public ObservedCall.Scope openScope() {
		return this.carrier.openScope();
	}

	/**
	 * Makes the request known in a reactive pipeline.
	 * @param context the Reactor context
	 * @return the context with the request
	 */
	public Context writeTo(Context context) {
		return this.carrier.writeTo(context);
	}

	/**
	 * The first trace of the request.
	 * @return its id, or {@code null} while nothing that is recorded was observed
	 */
	public @Nullable String traceId() {
		return this.origin.traceId();
	}

	/**
	 * Releases the request. Observations of its work continue. A trace around the
	 * request, such as that of the server's own observation, has the attributes of the
	 * request even if there is no observation below.
	 */
	public void end() {
		if (!this.origin.wasAsked()) {
			this.carrier.occurs();
		}
		this.origin.end();
	}

}
