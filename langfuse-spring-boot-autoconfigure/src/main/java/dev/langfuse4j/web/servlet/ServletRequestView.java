/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.security.Principal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.web.RequestSnapshot;
import dev.langfuse4j.web.ServedRequest;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.WebUtils;

/**
 * A request of the Servlet API.
 */
final class ServletRequestView implements ServedRequest {

	private final HttpServletRequest request;

	private final boolean keepsPrincipal;

	private final boolean keepsHttpSession;

	/**
	 * The principal at the start. Spring Security looks it up on the current thread,
	 * which may be another one while the request is still being served.
	 */
	private final @Nullable Principal first;

	ServletRequestView(HttpServletRequest request, boolean keepsPrincipal, boolean keepsHttpSession) {
		this.request = request;
		this.first = keepsPrincipal ? first(request) : null;
		this.keepsPrincipal = keepsPrincipal;
		this.keepsHttpSession = keepsHttpSession;
	}

	/**
	 * Returns the principal. A wrapper of the application may throw; the principal is
	 * then read again later.
	 */
	private static @Nullable Principal first(HttpServletRequest request) {
		boolean outer = Unobserved.enter();
		try {
			return request.getUserPrincipal();
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			return null;
		}
		finally {
			Unobserved.leave(outer);
		}
	}

	@Override
	public @Nullable String header(String name) {
		return this.request.getHeader(name);
	}

	@Override
	public List<String> headers(String name) {
		return Collections.list(this.request.getHeaders(name));
	}

	@Override
	public @Nullable String cookie(String name) {
		Cookie cookie = WebUtils.getCookie(this.request, name);
		return (cookie != null) ? cookie.getValue() : null;
	}

	@Override
	public @Nullable String pathVariable(String name) {
		return pathVariables().get(name);
	}

	@SuppressWarnings("unchecked")
	private Map<String, String> pathVariables() {
		Object variables = this.request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
		return (variables instanceof Map<?, ?> map) ? (Map<String, String>) map : Map.of();
	}

	@Override
	public @Nullable Principal principal() {
		Principal principal = this.request.getUserPrincipal();
		return (principal != null) ? principal : this.first;
	}

	@Override
	public @Nullable String httpSessionId() {
		HttpSession session = this.request.getSession(false);
		return (session != null) ? session.getId() : null;
	}

	@Override
	public <T> @Nullable T unwrap(Class<T> type) {
		return type.isInstance(this.request) ? type.cast(this.request) : null;
	}

	/**
	 * The principal and the session may have to be loaded from a remote store.
	 */
	@Override
	public ServedRequest snapshot() {
		HttpHeaders headers = new HttpHeaders();
		Collections.list(this.request.getHeaderNames()).forEach((name) -> headers.addAll(name, headers(name)));
		Map<String, String> cookies = new HashMap<>();
		if (this.request.getCookies() != null) {
			for (Cookie cookie : this.request.getCookies()) {
				cookies.putIfAbsent(cookie.getName(), cookie.getValue());
			}
		}
		return new RequestSnapshot(headers, cookies, Map.copyOf(pathVariables()),
				this.keepsPrincipal ? principal() : null, this.keepsHttpSession ? httpSessionId() : null);
	}

}
