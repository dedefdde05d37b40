/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.propagation;

import java.net.URI;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.RemoteContext;
import dev.langfuse4j.trace.TraceHandover;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import org.springframework.http.HttpHeaders;

/**
 * Sends trace headers to the listed services, and to no others. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class OutgoingTraces {

	private final LangfuseTracer tracer;

	private final HostPatterns hosts;

	/**
	 * Creates the writer of headers.
	 * @param tracer knows the current trace
	 * @param hosts the listed hosts
	 */
	public OutgoingTraces(LangfuseTracer tracer, HostPatterns hosts) {
		this.tracer = tracer;
		this.hosts = hosts;
	}

	/**
	 * Whether anybody is ever told.
	 * @return whether a host is listed
	 */
	public boolean isActive() {
		return !this.hosts.isEmpty();
	}

	/**
	 * The trace that a request is made in. On the way to its answer it may be another.
	 * @param context the Reactor context, empty outside of a reactive pipeline
	 * @return the trace, or {@code null} outside of one
	 */
	@Nullable TraceHandover current(ContextView context) {
		return this.tracer.handover(context);
	}

	/**
	 * Returns the headers of a request to a service. A {@code traceparent} of the
	 * application's own tracing is kept.
	 * @param uri the URL of the request
	 * @param headers the other headers of the request
	 * @param trace the trace, or {@code null} outside of one
	 * @return the same, or a copy with more
	 */
	HttpHeaders headers(URI uri, HttpHeaders headers, @Nullable TraceHandover trace) {
		if (trace == null || !this.hosts.matches(uri)) {
			return headers;
		}
		HttpHeaders all = HttpHeaders.copyOf(headers);
		if (!all.containsHeader(RemoteContext.TRACEPARENT)) {
			all.set(RemoteContext.TRACEPARENT, trace.traceparent());
		}
		all.set(RemoteContext.BAGGAGE, trace.baggage(all.getOrEmpty(RemoteContext.BAGGAGE)));
		return all;
	}

}
