/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.util.Collections;
import java.util.List;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.ContextOrigin;
import dev.langfuse4j.trace.RemoteContext;
import dev.langfuse4j.trace.TraceOrigin;
import dev.langfuse4j.web.RemoteOrigin;
import io.micrometer.observation.Observation;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Finds the request of an observation of Spring MVC, which starts before any filter of
 * Langfuse.
 *
 * @since 0.1.0
 */
@Internal
public final class ServerRequestOrigin implements ContextOrigin {

	private final boolean accepts;

	/**
	 * Creates the lookup.
	 * @param accepts whether traces of other processes are continued
	 */
	public ServerRequestOrigin(boolean accepts) {
		this.accepts = accepts;
	}

	@Override
	public @Nullable TraceOrigin find(Observation.Context context) {
		HttpServletRequest request = (context instanceof ServerRequestObservationContext server) ? server.getCarrier()
				: null;
		return (request != null) ? RemoteOrigin.ofServer(new ServletRequestView(request, false, false), this.accepts)
				: null;
	}

	static @Nullable TraceOrigin origin(HttpServletRequest request) {
		return RemoteOrigin.of(headers(request, RemoteContext.TRACEPARENT), headers(request, RemoteContext.BAGGAGE));
	}

	private static List<String> headers(HttpServletRequest request, String name) {
		return Collections.list(request.getHeaders(name));
	}

}
