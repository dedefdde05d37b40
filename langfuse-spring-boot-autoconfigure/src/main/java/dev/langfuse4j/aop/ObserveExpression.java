package dev.langfuse4j.aop;

import java.lang.reflect.Method;

import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
import org.jspecify.annotations.Nullable;

import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * A SpEL expression of an annotation. One that cannot be parsed or evaluated yields
 * {@code null}, so that nothing is recorded where the user wanted less than everything,
 * and is logged once. The message of the failure is left out: it may quote a value.
 */
final class ObserveExpression {

	private static final LogOnce logger = new LogOnce(ObserveExpression.class);

	private static final SpelExpressionParser parser = new SpelExpressionParser();

	private final Method method;

	private final String attribute;

	private final @Nullable Expression expression;

	private final boolean usesResult;

	private ObserveExpression(Method method, String attribute, String text) {
		this.method = method;
		this.attribute = attribute;
		this.usesResult = text.contains("#result");
		this.expression = parse(text);
	}

	static @Nullable ObserveExpression of(Method method, String attribute, String text) {
		return (!text.isBlank()) ? new ObserveExpression(method, attribute, text) : null;
	}

	static void warn(Method method, String attribute, String reason) {
		logger.warn(method + attribute, () -> "Attribute '" + attribute + "' of @Observe on "
				+ method.getDeclaringClass().getName() + "." + method.getName() + " records nothing: " + reason);
	}

	/**
	 * Whether this can only be evaluated after the method has returned.
	 */
	boolean usesResult() {
		return this.usesResult;
	}

	@Nullable Object evaluate(EvaluationContext context) {
		try {
			return (this.expression != null) ? this.expression.getValue(context) : null;
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			warn(this.method, this.attribute, ex.getClass().getName());
			return null;
		}
	}

	private @Nullable Expression parse(String text) {
		try {
			return parser.parseExpression(text);
		}
		catch (RuntimeException ex) {
			warn(this.method, this.attribute, ex.getClass().getName());
			return null;
		}
	}

}
