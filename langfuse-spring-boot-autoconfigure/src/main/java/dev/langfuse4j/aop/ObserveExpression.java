/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.logging.LogOnce;
import org.jspecify.annotations.Nullable;

import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.ParserContext;
import org.springframework.expression.common.CompositeStringExpression;
import org.springframework.expression.spel.SpelEvaluationException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * A SpEL expression of an annotation. If it cannot be parsed or evaluated, it yields
 * {@code null}, so that a broken filter records nothing rather than everything. The
 * failure is logged once.
 */
final class ObserveExpression {

	private static final LogOnce logger = LogOnce.shared(ObserveExpression.class);

	private static final SpelExpressionParser parser = new SpelExpressionParser();

	private static final String RESULT = "result";

	private final Source source;

	private final String attribute;

	private final String text;

	private final @Nullable Expression expression;

	private final boolean usesResult;

	private ObserveExpression(Source source, String attribute, String text, @Nullable ParserContext template,
			boolean beforehand) {
		this.source = source;
		this.attribute = attribute;
		this.text = text;
		Expression parsed = parse(Set.of(source.variables()), template);
		this.usesResult = parsed != null && namesResult(parsed);
		boolean tooEarly = beforehand && this.usesResult && !List.of(source.variables()).contains(RESULT);
		if (tooEarly) {
			warn(source, attribute, tooEarly(text));
		}
		this.expression = tooEarly ? null : parsed;
	}

	/**
	 * Reads an attribute that is an expression as a whole.
	 */
	static @Nullable ObserveExpression of(Source source, String attribute, String text) {
		return (!text.isBlank()) ? new ObserveExpression(source, attribute, text, null, false) : null;
	}

	/**
	 * Reads an attribute that is an expression as a whole and is evaluated before the
	 * method runs.
	 */
	static @Nullable ObserveExpression beforehand(Source source, String attribute, String text) {
		return (!text.isBlank()) ? new ObserveExpression(source, attribute, text, null, true) : null;
	}

	/**
	 * Reads an attribute that is a text with expressions in it.
	 */
	static @Nullable ObserveExpression ofText(Source source, String attribute, String text) {
		return (!text.isBlank())
				? new ObserveExpression(source, attribute, text, ParserContext.TEMPLATE_EXPRESSION, false) : null;
	}

	/**
	 * Reads an attribute that is a text, if there are expressions in it, which are
	 * evaluated before the method runs.
	 */
	static @Nullable ObserveExpression inText(Source source, String attribute, String text) {
		return text.contains(ParserContext.TEMPLATE_EXPRESSION.getExpressionPrefix())
				? new ObserveExpression(source, attribute, text, ParserContext.TEMPLATE_EXPRESSION, true) : null;
	}

	static Expression parse(String text, @Nullable ParserContext template) {
		return (template != null) ? parser.parseExpression(text, template) : parser.parseRaw(text);
	}

	static boolean namesResult(Expression expression) {
		return names(expression).anyMatch(RESULT::equals);
	}

	static String unparsable(String text) {
		return "'" + text + "' cannot be parsed as SpEL";
	}

	static String tooEarly(String text) {
		return "'" + text + "' uses #result, which is only available when the method has returned";
	}

	static void warn(Source source, String attribute, String reason) {
		logger.warn(source.key(attribute) + reason, () -> source.place(attribute) + " is not recorded: " + reason);
	}

	/**
	 * Whether this can only be evaluated after the method has returned.
	 */
	boolean usesResult() {
		return this.usesResult;
	}

	/**
	 * Returns the value. Code that is called for it is not observed.
	 */
	@Nullable Object evaluate(EvaluationContext context) {
		boolean outer = Unobserved.enter();
		try {
			return (this.expression != null) ? this.expression.getValue(context) : null;
		}
		catch (Throwable ex) {
			failed(ex);
			return null;
		}
		finally {
			Unobserved.leave(outer);
		}
	}

	/**
	 * The value as text.
	 */
	@Nullable String evaluateText(EvaluationContext context) {
		Object value = evaluate(context);
		boolean outer = Unobserved.enter();
		try {
			return (value != null) ? value.toString() : null;
		}
		catch (Throwable ex) {
			failed(ex);
			return null;
		}
		finally {
			Unobserved.leave(outer);
		}
	}

	private @Nullable Expression parse(Set<String> parameterNames, @Nullable ParserContext template) {
		try {
			Expression parsed = parse(this.text, template);
			String unknown = names(parsed).filter((name) -> isUnknown(name, parameterNames)).findFirst().orElse(null);
			if (unknown == null) {
				return parsed;
			}
			warn(this.source, this.attribute, "'" + this.text + "' names #" + unknown
					+ ", which is not a parameter. Check that the sources are compiled with -parameters");
		}
		catch (RuntimeException ex) {
			warn(this.source, this.attribute, unparsable(this.text));
		}
		return null;
	}

	/**
	 * The variables that an expression names.
	 */
	static Stream<String> names(Expression expression) {
		if (expression instanceof SpelExpression spel) {
			return names(spel.getAST());
		}
		return (expression instanceof CompositeStringExpression composite)
				? Arrays.stream(composite.getExpressions()).flatMap(ObserveExpression::names) : Stream.empty();
	}

	private static Stream<String> names(SpelNode node) {
		Stream<String> own = (node instanceof VariableReference) ? Stream.of(node.toStringAST().substring(1))
				: Stream.empty();
		return Stream.concat(own,
				IntStream.range(0, node.getChildCount()).mapToObj(node::getChild).flatMap(ObserveExpression::names));
	}

	/**
	 * SpEL takes an unknown variable for {@code null}, which would hide a misspelt name.
	 */
	private static boolean isUnknown(String name, Set<String> parameterNames) {
		return !parameterNames.contains(name) && !name.matches("result|root|this|[ap]\\d+");
	}

	/**
	 * The expression is source code; the message of the failure may quote a value.
	 */
	private void failed(Throwable ex) {
		String code = (ex instanceof SpelEvaluationException spel) ? " (" + spel.getMessageCode() + ")" : "";
		warn(this.source, this.attribute, "'" + this.text + "' failed: " + ex.getClass().getName() + code);
	}

	/**
	 * The place of an expression.
	 *
	 * @param method the annotated method
	 * @param annotation the annotation
	 * @param variables what expressions can name
	 */
	record Source(Method method, Class<?> annotation, String... variables) {

		String key(String attribute) {
			return this.method + this.annotation.getName() + attribute;
		}

		String place(String attribute) {
			return "Attribute '" + attribute + "' of @" + this.annotation.getSimpleName() + " on "
					+ this.method.getDeclaringClass().getName() + "." + this.method.getName();
		}

	}

}
