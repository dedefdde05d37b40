/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.io.IOException;
import java.io.PrintWriter;

import dev.langfuse4j.web.RequestTrace;
import dev.langfuse4j.web.WebSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * A response that adds the trace ID before the first write, on the thread that writes: a
 * response may only be used by one thread at a time, which need not be the one that
 * observes.
 */
final class TellingResponse extends HttpServletResponseWrapper {

	private final RequestTrace trace;

	private TellingResponse(HttpServletResponse response, RequestTrace trace) {
		super(response);
		this.trace = trace;
	}

	/**
	 * Processes a request and adds the trace id header, also for observations made
	 * meanwhile.
	 */
	static void serve(RequestTrace trace, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		TellingResponse telling = new TellingResponse(response, trace);
		telling.tell();
		chain.doFilter(request, telling);
		if (!request.isAsyncStarted()) {
			telling.tell();
		}
	}

	private void tell() {
		String traceId = this.trace.traceId();
		if (traceId != null && !isCommitted()) {
			setHeader(WebSettings.TRACE_ID_HEADER, traceId);
		}
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		tell();
		return super.getOutputStream();
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		tell();
		return super.getWriter();
	}

	@Override
	public void flushBuffer() throws IOException {
		tell();
		super.flushBuffer();
	}

	@Override
	public void sendError(int status) throws IOException {
		tell();
		super.sendError(status);
	}

	@Override
	public void sendError(int status, String message) throws IOException {
		tell();
		super.sendError(status, message);
	}

	@Override
	public void sendRedirect(String location) throws IOException {
		tell();
		super.sendRedirect(location);
	}

	@Override
	public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
		tell();
		super.sendRedirect(location, status, clearBuffer);
	}

}
