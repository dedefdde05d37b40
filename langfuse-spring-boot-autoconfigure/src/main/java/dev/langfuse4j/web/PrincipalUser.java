/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import java.security.Principal;

import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.trace.IncomingRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.expression.Expression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

/**
 * The principal as the user: its name or the value of an expression, plain or hashed.
 */
final class PrincipalUser implements TraceAttributesExtractor {

	private final @Nullable Expression expression;

	private final @Nullable Digest digest;

	PrincipalUser(@Nullable String expression, @Nullable String salt) {
		this.expression = (expression != null) ? new SpelExpressionParser().parseExpression(expression) : null;
		this.digest = (salt != null) ? Digest.keyed(salt) : null;
	}

	@Override
	public void extract(IncomingRequest request, TraceAttributes.Builder trace) {
		Principal principal = request.principal();
		String user = (principal != null) ? userOf(principal) : null;
		if (user != null) {
			trace.userId((this.digest != null) ? this.digest.of(user) : user);
		}
	}

	private @Nullable String userOf(Principal principal) {
		if (this.expression == null) {
			return principal.getName();
		}
		Object value = this.expression
			.getValue(SimpleEvaluationContext.forReadOnlyDataBinding().withInstanceMethods().build(), principal);
		return (value != null) ? value.toString() : null;
	}

}
