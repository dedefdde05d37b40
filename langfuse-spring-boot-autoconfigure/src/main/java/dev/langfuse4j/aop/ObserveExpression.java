package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.util.Arrays;
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
import org.springframework.expression.common.LiteralExpression;
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

	private static final LogOnce logger = new LogOnce(ObserveExpression.class);

	private static final SpelExpressionParser parser = new SpelExpressionParser();

	private final Method method;

	private final String attribute;

	private final String text;

	private final @Nullable Expression expression;

	private final boolean usesResult;

	private ObserveExpression(Method method, String[] parameterNames, String attribute, String text,
			@Nullable ParserContext template) {
		this.method = method;
		this.attribute = attribute;
		this.text = text;
		this.expression = parse(Set.of(parameterNames), template);
		this.usesResult = this.expression != null && names(this.expression).anyMatch("result"::equals);
	}

	static @Nullable ObserveExpression of(Method method, String[] parameterNames, String attribute, String text) {
		return (!text.isBlank()) ? new ObserveExpression(method, parameterNames, attribute, text, null) : null;
	}

	/**
	 * A text with expressions in it.
	 */
	static @Nullable ObserveExpression ofText(Method method, String[] parameterNames, String attribute, String text) {
		return (!text.isBlank())
				? new ObserveExpression(method, parameterNames, attribute, text, ParserContext.TEMPLATE_EXPRESSION)
				: null;
	}

	static void warn(Method method, String attribute, String reason) {
		logger.warn(method + attribute + reason, () -> "Attribute '" + attribute + "' of @Observe on "
				+ method.getDeclaringClass().getName() + "." + method.getName() + " records nothing: " + reason);
	}

	/**
	 * Whether this can only be evaluated after the method has returned.
	 */
	boolean usesResult() {
		return this.usesResult;
	}

	/**
	 * Returns the value if it is constant, or {@code null} if the expression has to be
	 * evaluated.
	 */
	@Nullable String constant() {
		return (this.expression instanceof LiteralExpression literal) ? literal.getExpressionString() : null;
	}

	/**
	 * The value. Nothing is observed of what is called for it.
	 */
	@Nullable Object evaluate(EvaluationContext context) {
		Object caller = Unobserved.enter(this);
		try {
			return (this.expression != null) ? this.expression.getValue(context) : null;
		}
		catch (Throwable ex) {
			failed(ex);
			return null;
		}
		finally {
			Unobserved.leave(caller);
		}
	}

	/**
	 * The value as text.
	 */
	@Nullable String evaluateText(EvaluationContext context) {
		Object value = evaluate(context);
		Object caller = Unobserved.enter(this);
		try {
			return (value != null) ? value.toString() : null;
		}
		catch (Throwable ex) {
			failed(ex);
			return null;
		}
		finally {
			Unobserved.leave(caller);
		}
	}

	private @Nullable Expression parse(Set<String> parameterNames, @Nullable ParserContext template) {
		try {
			Expression parsed = (template != null) ? parser.parseExpression(this.text, template)
					: parser.parseRaw(this.text);
			String unknown = names(parsed).filter((name) -> isUnknown(name, parameterNames)).findFirst().orElse(null);
			if (unknown == null) {
				return parsed;
			}
			warn(this.method, this.attribute, "'" + this.text + "' names #" + unknown
					+ ", which is no parameter (are the sources compiled with -parameters?)");
		}
		catch (RuntimeException ex) {
			failed(ex);
		}
		return null;
	}

	/**
	 * The variables that an expression names.
	 */
	private static Stream<String> names(Expression expression) {
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
		warn(this.method, this.attribute, "'" + this.text + "' failed: " + ex.getClass().getName() + code);
	}

}
