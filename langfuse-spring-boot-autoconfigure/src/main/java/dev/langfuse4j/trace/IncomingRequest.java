/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.security.Principal;

import org.jspecify.annotations.Nullable;

/**
 * A request that is being served, whichever web stack serves it. Values are those of the
 * client, who may send anything. May be used on another thread than that of the request,
 * and after its end.
 *
 * @since 0.1.0
 */
public interface IncomingRequest {

	/**
	 * A header.
	 * @param name the name, in any case
	 * @return its first value, or {@code null} without one
	 */
	@Nullable String header(String name);

	/**
	 * A cookie.
	 * @param name the name
	 * @return its value, or {@code null} without one
	 */
	@Nullable String cookie(String name);

	/**
	 * A variable in the path that the request was mapped by, such as {@code id} in
	 * <code>/chats/{id}</code>.
	 * @param name the name
	 * @return its value, or {@code null} without one
	 */
	@Nullable String pathVariable(String name);

	/**
	 * Returns the authenticated principal: with Spring Security, its
	 * {@code Authentication}.
	 * @return the principal, or {@code null} if the request is not authenticated
	 */
	@Nullable Principal principal();

	/**
	 * Returns the ID of the HTTP session. It is a secret: anyone who has it can act as
	 * the user.
	 * @return the id, or {@code null} if no session was started
	 */
	@Nullable String httpSessionId();

	/**
	 * The request as its stack has it: an {@code HttpServletRequest} or a
	 * {@code ServerWebExchange}. Neither is safe to use on other threads.
	 * @param <T> the type
	 * @param type the type
	 * @return the request, or {@code null} if it is of another type or has ended
	 */
	<T> @Nullable T unwrap(Class<T> type);

}
