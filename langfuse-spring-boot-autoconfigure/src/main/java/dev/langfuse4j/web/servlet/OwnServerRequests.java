/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.ContextOrigin;
import dev.langfuse4j.trace.TraceOrigin;
import dev.langfuse4j.web.OwnPath;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * The requests of Spring MVC to an endpoint of this library.
 *
 * @since 0.1.0
 */
@Internal
public final class OwnServerRequests implements ContextOrigin {

	private final OwnPath path;

	/**
	 * Creates what recognizes them.
	 * @param path the path of the endpoint
	 */
	public OwnServerRequests(String path) {
		this.path = new OwnPath(path);
	}

	@Override
	public @Nullable TraceOrigin find(Observation.Context context) {
		return null;
	}

	@Override
	public boolean isOwnRequest(Observation.Context context) {
		return context instanceof ServerRequestObservationContext server && server.getCarrier() != null
				&& this.path.isEndOf(PathContainer.parsePath(server.getCarrier().getRequestURI()));
	}

}
