/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.langfuse4j.aop.ObserveExpression.Source;
import dev.langfuse4j.logging.LogOnce;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.expression.Expression;
import org.springframework.expression.ParserContext;

/**
 * Checks the attributes of one annotation of a method before the method is called.
 */
final class AnnotationCheck {

	private static final LogOnce logger = LogOnce.shared(AnnotationCheck.class);

	/**
	 * A text that begins with a variable or a bean, as expressions do.
	 */
	private static final Pattern EXPRESSION = Pattern.compile("\\s*(?:#(?<variable>\\w+)\\b|@\\w+\\.).*",
			Pattern.DOTALL);

	private final Source source;

	private final List<String> variables;

	AnnotationCheck(Method method, Class<? extends Annotation> annotation) {
		@Nullable String @Nullable [] names = ObserveSpecs.parameterNames.getParameterNames(method);
		this.variables = (names != null) ? Arrays.stream(names).filter(Objects::nonNull).toList() : List.of();
		this.source = new Source(method, annotation);
	}

	/**
	 * Checks attributes that are expressions as a whole.
	 * @param annotation the values of the annotation
	 * @param beforehand whether they are evaluated before the method runs
	 * @param attributes the names of the attributes
	 */
	void expressions(AnnotationAttributes annotation, boolean beforehand, String... attributes) {
		for (String attribute : attributes) {
			for (String text : texts(annotation, attribute)) {
				// The entries of metadata have keys
				checkExpression(attribute, attribute.equals("metadata") ? text.substring(text.indexOf('=') + 1) : text,
						beforehand);
			}
		}
	}

	/**
	 * Checks attributes that are texts with expressions in them.
	 * @param annotation the values of the annotation
	 * @param beforehand whether they are evaluated before the method runs
	 * @param attributes the names of the attributes
	 */
	void texts(AnnotationAttributes annotation, boolean beforehand, String... attributes) {
		for (String attribute : attributes) {
			for (String text : texts(annotation, attribute)) {
				checkText(attribute, text, beforehand);
			}
		}
	}

	private static String[] texts(AnnotationAttributes annotation, String attribute) {
		return (annotation.get(attribute) instanceof String[] texts) ? texts
				: new String[] { annotation.getString(attribute) };
	}

	private void checkExpression(String attribute, String text, boolean beforehand) {
		if (text.isBlank()) {
			return;
		}
		try {
			checkResult(attribute, text, ObserveExpression.parse(text, null), beforehand);
		}
		catch (RuntimeException ex) {
			if (text.contains("#{")) {
				logger.warn(this.source.key(attribute), () -> this.source.place(attribute)
						+ " is a SpEL expression and must not contain #{…}: " + text);
			}
			else {
				ObserveExpression.warn(this.source, attribute, ObserveExpression.unparsable(text));
			}
		}
	}

	private void checkText(String attribute, String text, boolean beforehand) {
		if (text.contains("#{")) {
			try {
				checkResult(attribute, text, ObserveExpression.parse(text, ParserContext.TEMPLATE_EXPRESSION),
						beforehand);
			}
			catch (RuntimeException ex) {
				ObserveExpression.warn(this.source, attribute, ObserveExpression.unparsable(text));
			}
		}
		else if (looksLikeExpression(text)) {
			logger.warn(this.source.key(attribute), () -> this.source.place(attribute)
					+ " is text and is recorded unchanged. For an expression, write #{" + text.trim() + "}");
		}
	}

	/**
	 * A tag such as {@code #billing} is not an expression, unless there is such a
	 * parameter.
	 */
	private boolean looksLikeExpression(String text) {
		Matcher matcher = EXPRESSION.matcher(text);
		if (!matcher.matches()) {
			return false;
		}
		String variable = matcher.group("variable");
		return variable == null || this.variables.contains(variable)
				|| variable.matches("result|authentication|[ap]\\d+");
	}

	private void checkResult(String attribute, String text, Expression expression, boolean beforehand) {
		if (beforehand && ObserveExpression.namesResult(expression) && !this.variables.contains("result")) {
			ObserveExpression.warn(this.source, attribute, ObserveExpression.tooEarly(text));
		}
	}

}
