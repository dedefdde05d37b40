/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.util.Collection;
import java.util.Collections;
import java.util.List;

import dev.langfuse4j.console.ConsoleRequest;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request of Spring MVC to the console: the server's own, not what filters have made of
 * it.
 */
final class ServletConsoleRequest implements ConsoleRequest {

	private final HttpServletRequest request;

	private final String path;

	ServletConsoleRequest(HttpServletRequest request, String path) {
		ServletRequest original = request;
		while (original instanceof ServletRequestWrapper wrapper) {
			original = wrapper.getRequest();
		}
		this.request = (original instanceof HttpServletRequest own) ? own : request;
		this.path = path;
	}

	@Override
	public String method() {
		return this.request.getMethod();
	}

	@Override
	public String path() {
		return this.path;
	}

	@Override
	public @Nullable String parameter(String name) {
		return this.request.getParameter(name);
	}

	@Override
	public Collection<String> headerNames() {
		return Collections.list(this.request.getHeaderNames());
	}

	@Override
	public List<String> headers(String name) {
		return Collections.list(this.request.getHeaders(name));
	}

	@Override
	public @Nullable String host() {
		return this.request.getHeader("Host");
	}

	@Override
	public @Nullable String remoteAddress() {
		return this.request.getRemoteAddr();
	}

	/**
	 * Tomcat removes only the header whose address it takes over, which then is not this
	 * machine's.
	 */
	@Override
	public boolean isForwarded() {
		return false;
	}

	@Override
	public boolean isSecure() {
		return this.request.isSecure();
	}

	@Override
	public int localPort() {
		return this.request.getLocalPort();
	}

}
