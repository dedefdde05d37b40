/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.web;

import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.autoconfigure.InvalidLangfusePropertyException;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.web.WebSettings;
import dev.langfuse4j.web.propagation.HostPatterns;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.util.StringUtils;

/**
 * Properties for trace attributes from web requests and for their propagation to other
 * services.
 *
 * @since 0.1.0
 */
@Internal
@ConfigurationProperties("langfuse.web")
public class WebProperties {

	/**
	 * Whether to use the name of the authenticated principal as the user ID of a trace.
	 */
	private boolean userFromPrincipal;

	/**
	 * SpEL expression that reads the user ID from the authentication, such as
	 * tokenAttributes['email'], instead of the name of the principal. Implies
	 * 'user-from-principal'.
	 */
	private @Nullable String userExpression;

	/**
	 * Secret to hash the user ID with, so that users can be distinguished but not
	 * identified.
	 */
	private @Nullable String userSalt;

	/**
	 * Name of the request header that contains the session of a trace.
	 */
	private @Nullable String sessionHeader;

	/**
	 * Name of the cookie that contains the session of a trace, if the session header has
	 * no value.
	 */
	private @Nullable String sessionCookie;

	/**
	 * Name of the path variable that contains the session of a trace, if neither header
	 * nor cookie has a value.
	 */
	private @Nullable String sessionPathVariable;

	/**
	 * Whether to use a hash of the HTTP session ID as the session of a trace, if no other
	 * source has a value.
	 */
	private boolean sessionFromHttpSession;

	/**
	 * Request headers whose values to add to the tags of a trace.
	 */
	private List<String> tagHeaders = new ArrayList<>();

	/**
	 * Request headers whose values to add to the metadata of a trace.
	 */
	private List<String> metadataHeaders = new ArrayList<>();

	/**
	 * Whether to continue the trace of the request headers 'traceparent' and 'baggage'.
	 * Enable it only for services that cannot be reached from outside.
	 */
	private boolean acceptRemoteContext;

	/**
	 * Hosts to send trace headers to, such as 'search.internal', '*.example.com' or
	 * 'localhost:8081'.
	 */
	private List<String> propagateTo = new ArrayList<>();

	/**
	 * Whether to add the header 'Langfuse-Trace-Id' to the response of an observed
	 * request.
	 */
	private boolean traceIdHeader;

	public boolean isUserFromPrincipal() {
		return this.userFromPrincipal;
	}

	public void setUserFromPrincipal(boolean userFromPrincipal) {
		this.userFromPrincipal = userFromPrincipal;
	}

	public @Nullable String getUserExpression() {
		return this.userExpression;
	}

	public void setUserExpression(@Nullable String userExpression) {
		this.userExpression = userExpression;
	}

	public @Nullable String getUserSalt() {
		return this.userSalt;
	}

	public void setUserSalt(@Nullable String userSalt) {
		this.userSalt = userSalt;
	}

	public @Nullable String getSessionHeader() {
		return this.sessionHeader;
	}

	public void setSessionHeader(@Nullable String sessionHeader) {
		this.sessionHeader = sessionHeader;
	}

	public @Nullable String getSessionCookie() {
		return this.sessionCookie;
	}

	public void setSessionCookie(@Nullable String sessionCookie) {
		this.sessionCookie = sessionCookie;
	}

	public @Nullable String getSessionPathVariable() {
		return this.sessionPathVariable;
	}

	public void setSessionPathVariable(@Nullable String sessionPathVariable) {
		this.sessionPathVariable = sessionPathVariable;
	}

	public boolean isSessionFromHttpSession() {
		return this.sessionFromHttpSession;
	}

	public void setSessionFromHttpSession(boolean sessionFromHttpSession) {
		this.sessionFromHttpSession = sessionFromHttpSession;
	}

	public List<String> getTagHeaders() {
		return this.tagHeaders;
	}

	public void setTagHeaders(List<String> tagHeaders) {
		this.tagHeaders = tagHeaders;
	}

	public List<String> getMetadataHeaders() {
		return this.metadataHeaders;
	}

	public void setMetadataHeaders(List<String> metadataHeaders) {
		this.metadataHeaders = metadataHeaders;
	}

	public boolean isAcceptRemoteContext() {
		return this.acceptRemoteContext;
	}

	public void setAcceptRemoteContext(boolean acceptRemoteContext) {
		this.acceptRemoteContext = acceptRemoteContext;
	}

	public List<String> getPropagateTo() {
		return this.propagateTo;
	}

	public void setPropagateTo(List<String> propagateTo) {
		this.propagateTo = propagateTo;
	}

	public boolean isTraceIdHeader() {
		return this.traceIdHeader;
	}

	public void setTraceIdHeader(boolean traceIdHeader) {
		this.traceIdHeader = traceIdHeader;
	}

	WebSettings toSettings() {
		String expression = textOrNull(this.userExpression);
		return new WebSettings(this.userFromPrincipal || expression != null, expression, textOrNull(this.userSalt),
				textOrNull(this.sessionHeader), textOrNull(this.sessionCookie), textOrNull(this.sessionPathVariable),
				this.sessionFromHttpSession, List.copyOf(this.tagHeaders), List.copyOf(this.metadataHeaders),
				this.acceptRemoteContext, this.traceIdHeader);
	}

	HostPatterns toHosts() {
		try {
			return new HostPatterns(this.propagateTo);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidLangfusePropertyException("langfuse.web.propagate-to",
					"contains a value that is not a host",
					"List hosts such as 'search.internal' or '*.example.com', with or without a "
							+ "port. Do not list URLs.");
		}
	}

	void check() {
		if (this.userSalt != null && !StringUtils.hasText(this.userSalt)) {
			throw new InvalidLangfusePropertyException("langfuse.web.user-salt", "is empty",
					"Set it to a secret, or remove it to send user IDs unchanged.");
		}
		try {
			if (StringUtils.hasText(this.userExpression)) {
				new SpelExpressionParser().parseExpression(this.userExpression);
			}
		}
		catch (ParseException ex) {
			throw new InvalidLangfusePropertyException("langfuse.web.user-expression", "is not a SpEL expression",
					"Set it to an expression on the authentication, such as name or " + "tokenAttributes['email'].");
		}
	}

	private static @Nullable String textOrNull(@Nullable String text) {
		return StringUtils.hasText(text) ? text.trim() : null;
	}

}
