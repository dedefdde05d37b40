/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.langfuse4j.aop.ObserveExpression.Source;
import dev.langfuse4j.aop.ObserveSpec.MetadataExpression;
import dev.langfuse4j.observation.TraceAttributes;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.expression.EvaluationContext;

/**
 * The trace attributes that {@code @ObserveTrace} declares.
 *
 * @param userId the user
 * @param sessionId the session
 * @param traceName the name of the trace
 * @param environment the environment
 * @param tags the tags
 * @param metadata the metadata of the trace
 * @param before whether there is anything to evaluate before the method runs
 * @param after whether there is anything to evaluate after it
 */
record ObserveAttributes(@Nullable ObserveExpression userId, @Nullable ObserveExpression sessionId,
		@Nullable ObserveExpression traceName, @Nullable ObserveExpression environment, List<ObserveExpression> tags,
		List<MetadataExpression> metadata, boolean before, boolean after) {

	static ObserveAttributes read(AnnotationAttributes annotation, Source source) {
		ObserveExpression userId = ObserveExpression.of(source, "userId", annotation.getString("userId"));
		ObserveExpression sessionId = ObserveExpression.of(source, "sessionId", annotation.getString("sessionId"));
		ObserveExpression traceName = ObserveExpression.ofText(source, "name", annotation.getString("name"));
		ObserveExpression environment = ObserveExpression.ofText(source, "environment",
				annotation.getString("environment"));
		List<ObserveExpression> tags = Arrays.stream(annotation.getStringArray("tags"))
			.map((tag) -> ObserveExpression.ofText(source, "tags", tag))
			.filter(Objects::nonNull)
			.toList();
		List<MetadataExpression> metadata = MetadataExpression.read(annotation, source);
		Set<Boolean> whetherAfter = Stream
			.of(Stream.of(userId, sessionId, traceName, environment), tags.stream(),
					metadata.stream().map(MetadataExpression::value))
			.flatMap(Function.identity())
			.filter(Objects::nonNull)
			.map(ObserveExpression::usesResult)
			.collect(Collectors.toSet());
		return new ObserveAttributes(userId, sessionId, traceName, environment, tags, metadata,
				whetherAfter.contains(false), whetherAfter.contains(true));
	}

	/**
	 * Whether there is anything to evaluate, before the method runs or after it.
	 */
	boolean has(boolean afterwards) {
		return afterwards ? this.after : this.before;
	}

	TraceAttributes evaluate(EvaluationContext context, boolean afterwards) {
		TraceAttributes.Builder values = TraceAttributes.builder();
		values.userId(text(this.userId, context, afterwards));
		values.sessionId(text(this.sessionId, context, afterwards));
		values.name(text(this.traceName, context, afterwards));
		values.environment(text(this.environment, context, afterwards));
		this.tags.forEach((tag) -> values.tags(text(tag, context, afterwards)));
		this.metadata.forEach((entry) -> values.metadata(entry.key(), text(entry.value(), context, afterwards)));
		return values.build();
	}

	private static @Nullable String text(@Nullable ObserveExpression expression, EvaluationContext context,
			boolean afterwards) {
		if (expression == null || expression.usesResult() != afterwards) {
			return null;
		}
		return expression.evaluateText(context);
	}

}
