/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.reactive;

import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.web.RequestSnapshot;
import dev.langfuse4j.web.ServedRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;

/**
 * A request of WebFlux, and what had to be waited for.
 */
final class ExchangeView implements ServedRequest {

	private final ServerHttpRequest request;

	private final @Nullable ServerWebExchange exchange;

	private final @Nullable Principal principal;

	private final @Nullable String httpSessionId;

	ExchangeView(ServerWebExchange exchange, @Nullable Principal principal, @Nullable String httpSessionId) {
		this.request = exchange.getRequest();
		this.exchange = exchange;
		this.principal = principal;
		this.httpSessionId = httpSessionId;
	}

	/**
	 * Creates a view of a request that no filter has seen yet.
	 */
	ExchangeView(ServerHttpRequest request) {
		this.request = request;
		this.exchange = null;
		this.principal = null;
		this.httpSessionId = null;
	}

	@Override
	public @Nullable String header(String name) {
		return this.request.getHeaders().getFirst(name);
	}

	@Override
	public List<String> headers(String name) {
		return this.request.getHeaders().getOrEmpty(name);
	}

	@Override
	public @Nullable String cookie(String name) {
		HttpCookie cookie = this.request.getCookies().getFirst(name);
		return (cookie != null) ? cookie.getValue() : null;
	}

	@Override
	public @Nullable String pathVariable(String name) {
		return pathVariables().get(name);
	}

	private Map<String, String> pathVariables() {
		return (this.exchange != null)
				? this.exchange.getAttributeOrDefault(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of())
				: Map.of();
	}

	@Override
	public @Nullable Principal principal() {
		return this.principal;
	}

	@Override
	public @Nullable String httpSessionId() {
		return this.httpSessionId;
	}

	@Override
	public <T> @Nullable T unwrap(Class<T> type) {
		Object unwrapped = (this.exchange != null) ? this.exchange : this.request;
		return type.isInstance(unwrapped) ? type.cast(unwrapped) : null;
	}

	@Override
	public ServedRequest snapshot() {
		return new RequestSnapshot(HttpHeaders.copyOf(this.request.getHeaders()), cookies(),
				Map.copyOf(pathVariables()), this.principal, this.httpSessionId);
	}

	private Map<String, String> cookies() {
		Map<String, String> cookies = new HashMap<>();
		this.request.getCookies().toSingleValueMap().forEach((name, cookie) -> cookies.put(name, cookie.getValue()));
		return cookies;
	}

}
