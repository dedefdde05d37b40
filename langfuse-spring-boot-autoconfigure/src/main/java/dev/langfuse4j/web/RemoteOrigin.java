/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import java.util.List;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.trace.IncomingRequest;
import dev.langfuse4j.trace.RemoteContext;
import dev.langfuse4j.trace.RemoteParent;
import dev.langfuse4j.trace.TraceOrigin;
import org.jspecify.annotations.Nullable;

import org.springframework.util.function.SingletonSupplier;

/**
 * Origin of traces from the headers of a request. It does not use other sources, such as
 * the principal, which is not known yet.
 *
 * @since 0.1.0
 */
@Internal
public final class RemoteOrigin implements TraceOrigin {

	private final SingletonSupplier<RemoteContext> remote;

	private final @Nullable IncomingRequest request;

	private RemoteOrigin(List<String> traceparent, List<String> baggage, @Nullable IncomingRequest request) {
		this.remote = SingletonSupplier.of(() -> RemoteContext.read(traceparent, baggage));
		this.request = request;
	}

	/**
	 * Takes headers along, which are read when the first observation starts.
	 * @param traceparent the values of {@value RemoteContext#TRACEPARENT}
	 * @param baggage the values of {@value RemoteContext#BAGGAGE}
	 * @return the origin, or {@code null} without these headers
	 */
	public static @Nullable TraceOrigin of(List<String> traceparent, List<String> baggage) {
		return (traceparent.isEmpty() && baggage.isEmpty()) ? null : new RemoteOrigin(traceparent, baggage, null);
	}

	/**
	 * Returns the origin of the observation that a server creates for a request.
	 * @param request the request, which is only read on this thread
	 * @param accepts whether to read the trace headers of other processes
	 * @return the origin
	 */
	public static TraceOrigin ofServer(ServedRequest request, boolean accepts) {
		return accepts ? new RemoteOrigin(request.headers(RemoteContext.TRACEPARENT),
				request.headers(RemoteContext.BAGGAGE), request) : new RemoteOrigin(List.of(), List.of(), request);
	}

	@Override
	public TraceAttributes attributes() {
		return this.remote.obtain().attributes();
	}

	@Override
	public @Nullable RemoteParent remoteParent() {
		return this.remote.obtain().parent();
	}

	@Override
	public @Nullable IncomingRequest request() {
		return this.request;
	}

}
