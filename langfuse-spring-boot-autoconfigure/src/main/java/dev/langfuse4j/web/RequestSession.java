/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.trace.IncomingRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Reads the session from the header, the cookie, the path or the HTTP session: the first
 * that has a value.
 */
final class RequestSession implements TraceAttributesExtractor {

	private final WebSettings settings;

	RequestSession(WebSettings settings) {
		this.settings = settings;
	}

	@Override
	public void extract(IncomingRequest request, TraceAttributes.Builder trace) {
		trace.sessionId(find(request));
	}

	private @Nullable String find(IncomingRequest request) {
		WebSettings settings = this.settings;
		String session = (settings.sessionHeader() != null) ? request.header(settings.sessionHeader()) : null;
		if (!StringUtils.hasText(session) && settings.sessionCookie() != null) {
			session = request.cookie(settings.sessionCookie());
		}
		if (!StringUtils.hasText(session) && settings.sessionPathVariable() != null) {
			session = request.pathVariable(settings.sessionPathVariable());
		}
		String id = (!StringUtils.hasText(session) && settings.httpSession()) ? request.httpSessionId() : null;
		return (id != null) ? Digest.PLAIN.of(id) : session;
	}

}
