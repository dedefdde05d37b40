/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.annotation.Capture;
import dev.langfuse4j.aop.ObserveExpression.Source;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.expression.BeanResolver;
import org.springframework.expression.EvaluationContext;

/**
 * Describes how one method is observed: the values of its annotation, read once.
 *
 * @param method the method that runs
 * @param observed whether calls are observed; otherwise the attributes only apply to
 * observations below
 * @param woven whether its class is woven, so that the method may observe itself
 * @param parameterNames the names of its parameters
 * @param name the observation's name
 * @param named whether the name was given
 * @param type the observation's type
 * @param captureInput whether arguments are recorded
 * @param captureOutput whether the result is recorded
 * @param captureErrors whether the content of errors is recorded
 * @param redactions which arguments, and whether the result, are secret
 * @param input what is recorded as input, or {@code null} for all arguments
 * @param output what is recorded as output, or {@code null} for the whole result
 * @param metadata the metadata
 * @param model the model's name
 * @param version the version of the observed code
 * @param level the level of a call that ends normally
 * @param newTrace whether each call starts a trace
 * @param keyValues what meters and traces of the application are tagged with
 * @param project the project of a root that all calls share, or {@code null}
 * @param definitionExpressions the expressions that the definition depends on
 * @param attributes the attributes of the trace
 * @param beans finds the beans that expressions name, or {@code null} for none
 * @param variables what expressions can name besides parameters
 * @param evaluation the score that the result is, or {@code null} for none
 */
record ObserveSpec(Method method, boolean observed, boolean woven, String[] parameterNames, String name, boolean named,
		ObservationType type, Capture captureInput, Capture captureOutput, Capture captureErrors,
		ObserveRedactions redactions, @Nullable ObserveExpression input, @Nullable ObserveExpression output,
		List<MetadataExpression> metadata, @Nullable String model, @Nullable String version, ObservationLevel level,
		boolean newTrace, KeyValues keyValues, @Nullable String project, DefinitionExpressions definitionExpressions,
		ObserveAttributes attributes, @Nullable BeanResolver beans, List<ExpressionVariable> variables,
		@Nullable EvaluatorScore evaluation) {

	/**
	 * Returns the values that are known before an observation starts, without those of
	 * expressions.
	 * @param errorContent whether the content of errors is recorded
	 */
	ObservationDefinition definition(boolean errorContent) {
		return new ObservationDefinition(this.name, this.named, this.type, this.keyValues, this.model, this.version,
				this.level, errorContent, this.newTrace, null, this.project);
	}

	/**
	 * Returns the evaluation context for the expressions of one call.
	 */
	EvaluationContext expressions(@Nullable Object target, @Nullable Object[] arguments, ContextView reactorContext) {
		return new CallExpressions(this, target, this.redactions.visibleArguments(arguments), reactorContext);
	}

	boolean hasExpressions() {
		return this.input != null || this.output != null || !this.metadata.isEmpty()
				|| !this.definitionExpressions.isEmpty() || this.attributes.has(false) || this.attributes.has(true);
	}

	/**
	 * A key of the metadata.
	 *
	 * @param key the key
	 * @param value the expression of its value
	 */
	record MetadataExpression(String key, ObserveExpression value) {

		static List<MetadataExpression> read(AnnotationAttributes annotation, Source source) {
			List<MetadataExpression> metadata = new ArrayList<>();
			for (String entry : annotation.getStringArray("metadata")) {
				int separator = entry.indexOf('=');
				String key = (separator > 0) ? entry.substring(0, separator).trim() : "";
				ObserveExpression value = (!key.isEmpty())
						? ObserveExpression.of(source, "metadata " + key, entry.substring(separator + 1)) : null;
				if (value != null) {
					metadata.add(new MetadataExpression(key, value));
				}
				else {
					ObserveExpression.warn(source, "metadata", "an entry is not of the form key=expression");
				}
			}
			return List.copyOf(metadata);
		}

	}

}
