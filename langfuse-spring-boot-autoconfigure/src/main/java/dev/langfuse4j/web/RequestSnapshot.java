/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import java.security.Principal;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.util.CollectionUtils;

/**
 * A copy of a request that has ended. Immutable.
 *
 * @param headers the headers
 * @param cookies the cookies
 * @param pathVariables the variables of the path
 * @param principal who was authenticated
 * @param httpSessionId the id of the session
 * @since 0.1.0
 */
@Internal
public record RequestSnapshot(HttpHeaders headers, Map<String, String> cookies, Map<String, String> pathVariables,
		@Nullable Principal principal, @Nullable String httpSessionId) implements ServedRequest {

	/**
	 * No request.
	 */
	public static final ServedRequest NONE = new RequestSnapshot(HttpHeaders.EMPTY, Map.of(), Map.of(), null, null);

	@Override
	public @Nullable String header(String name) {
		return CollectionUtils.firstElement(headers(name));
	}

	@Override
	public List<String> headers(String name) {
		return this.headers.getOrEmpty(name);
	}

	@Override
	public @Nullable String cookie(String name) {
		return this.cookies.get(name);
	}

	@Override
	public @Nullable String pathVariable(String name) {
		return this.pathVariables.get(name);
	}

	@Override
	public <T> @Nullable T unwrap(Class<T> type) {
		return null;
	}

	@Override
	public ServedRequest snapshot() {
		return this;
	}

	/**
	 * Says nothing: there are secrets in a request.
	 */
	@Override
	public String toString() {
		return "RequestSnapshot";
	}

}
