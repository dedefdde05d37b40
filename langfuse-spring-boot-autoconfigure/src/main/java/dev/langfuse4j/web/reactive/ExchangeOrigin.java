/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.reactive;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.ContextOrigin;
import dev.langfuse4j.trace.RemoteContext;
import dev.langfuse4j.trace.TraceOrigin;
import dev.langfuse4j.web.RemoteOrigin;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/**
 * The request of an observation that WebFlux makes of each, before any filter.
 *
 * @since 0.1.0
 */
@Internal
public final class ExchangeOrigin implements ContextOrigin {

	private final boolean accepts;

	/**
	 * Creates the lookup.
	 * @param accepts whether traces of other processes are continued
	 */
	public ExchangeOrigin(boolean accepts) {
		this.accepts = accepts;
	}

	@Override
	public @Nullable TraceOrigin find(Observation.Context context) {
		ServerHttpRequest request = (context instanceof ServerRequestObservationContext server) ? server.getCarrier()
				: null;
		return (request != null) ? RemoteOrigin.ofServer(new ExchangeView(request), this.accepts) : null;
	}

	static @Nullable TraceOrigin origin(HttpHeaders headers) {
		return RemoteOrigin.of(headers.getOrEmpty(RemoteContext.TRACEPARENT),
				headers.getOrEmpty(RemoteContext.BAGGAGE));
	}

}
