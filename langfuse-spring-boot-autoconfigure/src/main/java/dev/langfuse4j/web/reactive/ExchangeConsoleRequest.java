/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.reactive;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;

import dev.langfuse4j.console.ConsoleRequest;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * A request of WebFlux to the console. Who is at the other end is known by the server's
 * own request.
 */
final class ExchangeConsoleRequest implements ConsoleRequest {

	private final ServerHttpRequest request;

	private final @Nullable ServerHttpRequest original;

	private final String path;

	ExchangeConsoleRequest(ServerHttpRequest request, String path, ContextView context) {
		this.request = request;
		this.original = context.getOrDefault(ServerHttpRequest.class, null);
		this.path = path;
	}

	private ServerHttpRequest known() {
		return (this.original != null) ? this.original : this.request;
	}

	private HttpHeaders headers() {
		return known().getHeaders();
	}

	@Override
	public String method() {
		return this.request.getMethod().name();
	}

	@Override
	public String path() {
		return this.path;
	}

	@Override
	public @Nullable String parameter(String name) {
		return this.request.getQueryParams().getFirst(name);
	}

	@Override
	public Collection<String> headerNames() {
		return headers().headerNames();
	}

	@Override
	public List<String> headers(String name) {
		return headers().getOrEmpty(name);
	}

	/**
	 * HTTP/2 has no such header.
	 */
	@Override
	public @Nullable String host() {
		String host = headers().getFirst(HttpHeaders.HOST);
		return (host != null) ? host : known().getURI().getAuthority();
	}

	@Override
	public @Nullable String remoteAddress() {
		InetSocketAddress remote = known().getRemoteAddress();
		InetAddress address = (remote != null) ? remote.getAddress() : null;
		return (address != null) ? address.getHostAddress() : null;
	}

	/**
	 * Whether the request was forwarded. It counts as forwarded if the server's own
	 * request is not known.
	 */
	@Override
	public boolean isForwarded() {
		return this.original == null;
	}

	@Override
	public boolean isSecure() {
		return this.request.getSslInfo() != null || "https".equals(this.request.getURI().getScheme());
	}

	@Override
	public int localPort() {
		InetSocketAddress local = known().getLocalAddress();
		return (local != null) ? local.getPort() : 0;
	}

}
