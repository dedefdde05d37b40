/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import java.util.List;
import java.util.function.Supplier;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.ObservedCall;
import reactor.util.context.ContextView;

/**
 * Carries the attributes of each request to its observations. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class RequestTraces {

	private final LangfuseTracer tracer;

	private final WebSettings settings;

	private final Extractors extractors;

	private final boolean askedByTraces;

	/**
	 * Creates the carriers.
	 * @param tracer propagates the attributes
	 * @param settings the attributes to take from requests
	 * @param extractors those of the application, resolved at the first request
	 * @param askedByTraces whether the project of a trace may depend on the request
	 */
	public RequestTraces(LangfuseTracer tracer, WebSettings settings,
			Supplier<List<TraceAttributesExtractor>> extractors, boolean askedByTraces) {
		this.askedByTraces = askedByTraces;
		this.tracer = tracer;
		this.settings = settings;
		this.extractors = new Extractors(settings, extractors);
	}

	/**
	 * Whether there is anything to carry. While not, a filter need do nothing.
	 * @return whether requests are looked at
	 */
	public boolean isActive() {
		return this.tracer.isActive() && (this.settings.acceptRemoteContext() || this.settings.responseHeader()
				|| !this.extractors.isEmpty() || this.askedByTraces);
	}

	/**
	 * Whether anybody may ask who is authenticated.
	 * @return whether the principal is of interest
	 */
	public boolean asksForPrincipal() {
		return this.settings.user() || isAskedByApplication();
	}

	/**
	 * Whether anybody may ask for the HTTP session.
	 * @return whether it is of interest
	 */
	public boolean asksForHttpSession() {
		return this.settings.httpSession() || isAskedByApplication();
	}

	/**
	 * Whether code of the application may ask for anything.
	 */
	private boolean isAskedByApplication() {
		return this.extractors.hasOwn() || this.askedByTraces;
	}

	/**
	 * Whether the answer tells the trace id.
	 * @return whether it has the header
	 */
	public boolean tellsTraceId() {
		return this.settings.responseHeader();
	}

	/**
	 * Carries a request to the observations below.
	 * @param request the request
	 * @param context the Reactor context, empty outside of a reactive pipeline
	 * @return the carrier
	 */
	public RequestTrace begin(ServedRequest request, ContextView context) {
		RequestOrigin origin = new RequestOrigin(request, this.extractors, this.settings, this.askedByTraces);
		ObservedCall carrier = this.tracer.carry(origin, context);
		return new RequestTrace(carrier, origin);
	}

}
