/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.security;

import java.util.concurrent.CompletableFuture;

import dev.langfuse4j.aop.ExpressionVariable;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Supplies {@code #authentication}: that of the reactive pipeline if it has one,
 * otherwise that of the thread.
 *
 * @since 0.1.0
 */
@Internal
public final class AuthenticationVariable implements ExpressionVariable {

	/**
	 * Creates the variable.
	 */
	public AuthenticationVariable() {
	}

	@Override
	public String name() {
		return "authentication";
	}

	@Override
	public @Nullable Object value(ContextView reactorContext) {
		if (!reactorContext.isEmpty()) {
			CompletableFuture<@Nullable Authentication> authentication = ReactiveSecurityContextHolder.getContext()
				.mapNotNull(SecurityContext::getAuthentication)
				.contextWrite(reactorContext)
				.toFuture();
			if (authentication.isDone()) {
				Authentication found = authentication.getNow(null);
				if (found != null) {
					return found;
				}
			}
			// The authentication is complete once the request is authorized; otherwise do
			// not wait for it
			authentication.cancel(true);
		}
		return SecurityContextHolder.getContext().getAuthentication();
	}

}
