/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import dev.langfuse4j.observation.ObservationDefinition;
import org.jspecify.annotations.Nullable;

import org.springframework.expression.EvaluationContext;
import org.springframework.util.StringUtils;

/**
 * The expressions that are evaluated before an observation starts, as its definition
 * depends on them. Texts without expressions are in the definition that all calls of a
 * method share.
 *
 * @param name the observation's name
 * @param model the model's name
 * @param version the version of the observed code
 * @param traceSeed the text from which the trace id is derived
 * @param project the project of a root
 */
record DefinitionExpressions(@Nullable ObserveExpression name, @Nullable ObserveExpression model,
		@Nullable ObserveExpression version, @Nullable ObserveExpression traceSeed,
		@Nullable ObserveExpression project) {

	boolean isEmpty() {
		return this.name == null && this.model == null && this.version == null && this.traceSeed == null
				&& this.project == null;
	}

	ObservationDefinition evaluate(ObservationDefinition shared, EvaluationContext context) {
		return inTrace(shared.with(text(this.name, context), text(this.model, context), text(this.version, context)),
				text(this.traceSeed, context), text(this.project, context));
	}

	/**
	 * Returns the definition of a call whose expressions cannot be evaluated.
	 */
	ObservationDefinition withoutValues(ObservationDefinition shared) {
		return inTrace(shared, null, null);
	}

	/**
	 * Returns the definition with the evaluated seed and project. An expression without a
	 * value does not select another project.
	 */
	private ObservationDefinition inTrace(ObservationDefinition definition, @Nullable String seed,
			@Nullable String evaluated) {
		String project = (this.project != null) ? (evaluated != null) ? evaluated : "" : definition.project();
		return definition.inTrace(seed, project);
	}

	private static @Nullable String text(@Nullable ObserveExpression expression, EvaluationContext context) {
		String text = (expression != null) ? expression.evaluateText(context) : null;
		return StringUtils.hasText(text) ? text : null;
	}

}
