package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.aop.ObserveSpec.MetadataExpression;
import dev.langfuse4j.observation.TraceAttributes;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.expression.EvaluationContext;

/**
 * What an annotation says of the trace.
 *
 * @param userId the user
 * @param sessionId the session
 * @param traceName the name of the trace
 * @param environment the environment
 * @param tags the tags
 * @param metadata the metadata of the trace
 */
record ObserveAttributes(@Nullable ObserveExpression userId, @Nullable ObserveExpression sessionId,
		@Nullable ObserveExpression traceName, @Nullable ObserveExpression environment, List<ObserveExpression> tags,
		List<MetadataExpression> metadata) {

	static ObserveAttributes read(MergedAnnotation<Observe> annotation, Method method, String[] names) {
		return new ObserveAttributes(ObserveExpression.of(method, names, "userId", annotation.getString("userId")),
				ObserveExpression.of(method, names, "sessionId", annotation.getString("sessionId")),
				ObserveExpression.ofText(method, names, "traceName", annotation.getString("traceName")),
				ObserveExpression.ofText(method, names, "environment", annotation.getString("environment")),
				Arrays.stream(annotation.getStringArray("tags"))
					.map((tag) -> ObserveExpression.ofText(method, names, "tags", tag))
					.filter(Objects::nonNull)
					.toList(),
				MetadataExpression.read("traceMetadata", annotation, method, names));
	}

	/**
	 * Whether there is anything to evaluate, before the method runs or after it.
	 */
	boolean has(boolean afterwards) {
		return Stream
			.concat(Stream.of(this.userId, this.sessionId, this.traceName, this.environment),
					Stream.concat(this.tags.stream(), this.metadata.stream().map(MetadataExpression::value)))
			.anyMatch((expression) -> expression != null && expression.usesResult() == afterwards);
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
