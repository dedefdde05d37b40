/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.io.IOException;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.ObservedCall;
import dev.langfuse4j.trace.TraceOrigin;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import reactor.util.context.Context;

import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Continues the trace of a request's headers, for observations outside of the filter that
 * knows the principal.
 *
 * @since 0.1.0
 */
@Internal
public final class RemoteContextFilter extends OncePerRequestFilter implements Ordered {

	/**
	 * Right after the observation of the request, which has a way of its own.
	 */
	private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 2;

	private static final String ATTRIBUTE = RemoteContextFilter.class.getName() + ".carrier";

	private final LangfuseTracer tracer;

	private final boolean accepts;

	/**
	 * Creates the filter.
	 * @param tracer propagates the attributes
	 * @param accepts whether to continue traces of other processes
	 */
	public RemoteContextFilter(LangfuseTracer tracer, boolean accepts) {
		this.tracer = tracer;
		this.accepts = accepts;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !this.accepts || !this.tracer.isActive();
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try (ObservedCall.Scope scope = carrier(request).openScope()) {
			chain.doFilter(request, response);
		}
	}

	/**
	 * The same one when the request is dispatched again. It takes the headers along: the
	 * server uses its objects for another request later.
	 */
	private ObservedCall carrier(HttpServletRequest request) {
		if (request.getAttribute(ATTRIBUTE) instanceof ObservedCall carrier) {
			return carrier;
		}
		TraceOrigin origin = ServerRequestOrigin.origin(request);
		ObservedCall carrier = (origin != null) ? this.tracer.carry(origin, Context.empty()) : ObservedCall.NONE;
		request.setAttribute(ATTRIBUTE, carrier);
		return carrier;
	}

}
