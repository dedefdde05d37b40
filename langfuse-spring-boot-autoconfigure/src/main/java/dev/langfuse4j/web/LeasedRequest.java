/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import java.security.Principal;
import java.util.List;
import java.util.function.Function;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.trace.IncomingRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request that can be read for as long as needed: a server reuses its objects for the
 * next request, so a late read would return another user's values.
 */
final class LeasedRequest implements ServedRequest {

	private static final LogOnce logger = LogOnce.shared(LeasedRequest.class);

	private ServedRequest request;

	LeasedRequest(ServedRequest request) {
		this.request = request;
	}

	/**
	 * Lets go of the request before its server gets it back.
	 * @param known whether everybody has asked already
	 */
	synchronized void end(boolean known) {
		ServedRequest ended = this.request;
		this.request = RequestSnapshot.NONE;
		if (!known) {
			boolean outer = Unobserved.enter();
			try {
				this.request = ended.snapshot();
			}
			catch (Throwable ex) {
				// A wrapper of the application may throw anything
				Fatal.rethrow(ex);
				logger.warn(ex.getClass(), () -> "A request could not be copied: " + ex.getClass().getName());
			}
			finally {
				Unobserved.leave(outer);
			}
		}
	}

	private synchronized <T extends @Nullable Object> T ask(Function<ServedRequest, T> question) {
		return question.apply(this.request);
	}

	@Override
	public @Nullable String header(String name) {
		return this.<@Nullable String>ask((request) -> request.header(name));
	}

	@Override
	public List<String> headers(String name) {
		return ask((request) -> request.headers(name));
	}

	@Override
	public @Nullable String cookie(String name) {
		return this.<@Nullable String>ask((request) -> request.cookie(name));
	}

	@Override
	public @Nullable String pathVariable(String name) {
		return this.<@Nullable String>ask((request) -> request.pathVariable(name));
	}

	@Override
	public @Nullable Principal principal() {
		return this.<@Nullable Principal>ask(IncomingRequest::principal);
	}

	@Override
	public @Nullable String httpSessionId() {
		return this.<@Nullable String>ask(IncomingRequest::httpSessionId);
	}

	@Override
	public <T> @Nullable T unwrap(Class<T> type) {
		return this.<@Nullable T>ask((request) -> request.unwrap(type));
	}

	@Override
	public ServedRequest snapshot() {
		return ask(ServedRequest::snapshot);
	}

}
