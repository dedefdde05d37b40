/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.io.IOException;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.ObservedCall;
import dev.langfuse4j.web.RequestTrace;
import dev.langfuse4j.web.RequestTraces;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import reactor.util.context.Context;

import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes a request available to the observations of its processing, also when it is
 * dispatched again after asynchronous work or an error. The filter runs after Spring
 * Security, which authenticates the request.
 *
 * @since 0.1.0
 */
@Internal
public final class TraceAttributesFilter extends OncePerRequestFilter implements Ordered {

	/**
	 * The filters of Spring Security are at -100.
	 */
	private static final int ORDER = -50;

	private static final String ATTRIBUTE = TraceAttributesFilter.class.getName() + ".trace";

	private final RequestTraces traces;

	/**
	 * Creates the filter.
	 * @param traces carries requests
	 */
	public TraceAttributesFilter(RequestTraces traces) {
		this.traces = traces;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !this.traces.isActive();
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
		RequestTrace trace = trace(request);
		try (ObservedCall.Scope scope = trace.openScope()) {
			if (this.traces.tellsTraceId()) {
				TellingResponse.serve(trace, request, response, chain);
			}
			else {
				chain.doFilter(request, response);
			}
		}
		finally {
			// Even if it goes on: its thread may end, and who is authenticated with it
			trace.end();
		}
	}

	private RequestTrace trace(HttpServletRequest request) {
		if (request.getAttribute(ATTRIBUTE) instanceof RequestTrace trace) {
			return trace;
		}
		RequestTrace trace = this.traces.begin(
				new ServletRequestView(request, this.traces.asksForPrincipal(), this.traces.asksForHttpSession()),
				Context.empty());
		request.setAttribute(ATTRIBUTE, trace);
		return trace;
	}

}
