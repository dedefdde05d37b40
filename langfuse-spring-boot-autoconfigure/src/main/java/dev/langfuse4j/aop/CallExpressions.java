/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import org.springframework.context.expression.MethodBasedEvaluationContext;

/**
 * The evaluation context of the expressions of one call. Variables are looked up lazily.
 */
final class CallExpressions extends MethodBasedEvaluationContext {

	private static final Object NO_TARGET = new Object();

	private final List<ExpressionVariable> variables;

	private final ContextView reactorContext;

	CallExpressions(ObserveSpec spec, @Nullable Object target, @Nullable Object[] arguments,
			ContextView reactorContext) {
		super((target != null) ? target : NO_TARGET, spec.method(), arguments, ObserveSpecs.parameterNames);
		this.variables = spec.variables();
		this.reactorContext = reactorContext;
		if (spec.beans() != null) {
			setBeanResolver(spec.beans());
		}
	}

	/**
	 * A parameter of that name wins: its variable is not in the list.
	 */
	@Override
	public @Nullable Object lookupVariable(String name) {
		for (ExpressionVariable variable : this.variables) {
			if (variable.name().equals(name)) {
				return variable.value(this.reactorContext);
			}
		}
		return super.lookupVariable(name);
	}

}
