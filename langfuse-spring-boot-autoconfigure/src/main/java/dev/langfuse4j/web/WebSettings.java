/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import java.util.List;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The attributes to take from requests. Without configuration, none are taken.
 *
 * @param user whether the user is the principal
 * @param userExpression the expression on the authentication, or {@code null} for the
 * name
 * @param userSalt the secret to hash the user with, or {@code null} to leave it readable
 * @param sessionHeader the header with the session
 * @param sessionCookie the cookie with the session
 * @param sessionPathVariable the variable of the path with the session
 * @param httpSession whether the HTTP session is the session, hashed
 * @param tagHeaders headers that become tags
 * @param metadataHeaders headers that become metadata
 * @param acceptRemoteContext whether traces of other processes are continued
 * @param responseHeader whether the answer tells the id of the trace
 * @since 0.1.0
 */
@Internal
public record WebSettings(boolean user, @Nullable String userExpression, @Nullable String userSalt,
		@Nullable String sessionHeader, @Nullable String sessionCookie, @Nullable String sessionPathVariable,
		boolean httpSession, List<String> tagHeaders, List<String> metadataHeaders, boolean acceptRemoteContext,
		boolean responseHeader) {

	/**
	 * The header that tells the id of the trace.
	 */
	public static final String TRACE_ID_HEADER = "Langfuse-Trace-Id";

	boolean anySession() {
		return this.sessionHeader != null || this.sessionCookie != null || this.sessionPathVariable != null
				|| this.httpSession;
	}

	/**
	 * Names no value: the salt is a secret.
	 */
	@Override
	public String toString() {
		return "WebSettings";
	}

}
