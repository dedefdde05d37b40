/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.reactive;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.ContextOrigin;
import dev.langfuse4j.trace.TraceOrigin;
import dev.langfuse4j.web.OwnPath;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/**
 * The requests of WebFlux to an endpoint of this library.
 *
 * @since 0.1.0
 */
@Internal
public final class OwnExchanges implements ContextOrigin {

	private final OwnPath path;

	/**
	 * Creates what recognizes them.
	 * @param path the path of the endpoint
	 */
	public OwnExchanges(String path) {
		this.path = new OwnPath(path);
	}

	@Override
	public @Nullable TraceOrigin find(Observation.Context context) {
		return null;
	}

	@Override
	public boolean isOwnRequest(Observation.Context context) {
		return context instanceof ServerRequestObservationContext server && server.getCarrier() != null
				&& this.path.isEndOf(server.getCarrier().getPath());
	}

}
