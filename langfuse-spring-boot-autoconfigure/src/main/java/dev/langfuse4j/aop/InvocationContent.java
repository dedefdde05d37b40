/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.List;

import dev.langfuse4j.aop.ObserveSpec.MetadataExpression;
import dev.langfuse4j.capture.ElementCapture;
import dev.langfuse4j.capture.KotlinArguments;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.trace.ObservedCall;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.expression.EvaluationContext;

/**
 * Captures the arguments and the result of one call.
 */
final class InvocationContent {

	private final ObservedMethod method;

	private final ObserveSpec spec;

	private final MethodInvocation invocation;

	InvocationContent(ObservedMethod method, ObserveSpec spec, MethodInvocation invocation) {
		this.method = method;
		this.spec = spec;
		this.invocation = invocation;
	}

	/**
	 * Returns the trace attributes that are known before the method runs.
	 */
	TraceAttributes attributes(ContextView reactorContext) {
		ObserveAttributes attributes = this.spec.attributes();
		return attributes.has(false) ? attributes.evaluate(expressions(reactorContext), false) : TraceAttributes.NONE;
	}

	/**
	 * Returns the trace attributes that depend on the result.
	 */
	TraceAttributes attributes(@Nullable Object result) {
		ObserveAttributes attributes = this.spec.attributes();
		return attributes.has(true) ? attributes.evaluate(expressionsOn(result), true) : TraceAttributes.NONE;
	}

	void captureInput(ObservedCall call, ContextView reactorContext) {
		if (!this.method.recordsBefore()) {
			return;
		}
		EvaluationContext expressions = this.method.evaluates(false) ? expressions(reactorContext) : null;
		if (this.method.recordsInput()) {
			ObserveExpression input = this.spec.input();
			if (input == null) {
				@Nullable Object[] arguments = KotlinArguments.decode(this.spec.method(),
						this.spec.redactions().recordedArguments(this.invocation.getArguments()));
				call.input(this.method.arguments(arguments, call));
			}
			else if (expressions != null) {
				call.input(this.method.inputCapture().value(input.evaluate(expressions), call.budget().left() / 2));
			}
		}
		captureMetadata(call, expressions, false);
	}

	void captureOutput(ObservedCall call, @Nullable Object returned) {
		if (!this.method.recordsAfter()) {
			return;
		}
		Object result = this.method.decoded(returned);
		EvaluationContext expressions = this.method.evaluates(true) ? expressionsOn(result) : null;
		if (this.method.recordsOutput()) {
			ObserveExpression output = this.spec.output();
			Object recorded = (output != null && expressions != null) ? output.evaluate(expressions)
					: this.spec.redactions().recordedResult(result);
			call.output(this.method.value(recorded, call));
		}
		if (expressions != null) {
			captureMetadata(call, expressions, true);
			score(call, result);
		}
	}

	private void score(ObservedCall call, @Nullable Object result) {
		EvaluatorScore evaluation = this.spec.evaluation();
		if (evaluation != null) {
			evaluation.give(call, result, this.method.capture());
		}
	}

	/**
	 * Creates the collector for a result that arrives element by element.
	 */
	Elements elements(ObservedCall call) {
		boolean recording = call.isRecording()
				&& (this.method.capture().settings().content() || this.spec.evaluation() != null);
		boolean plain = recording && this.method.recordsOutput() && this.spec.output() == null
				&& !this.spec.redactions().result();
		return new Elements(call, plain ? this.method.capture().elements(call.budget()) : null,
				recording && (this.method.evaluates(true) || this.spec.attributes().has(true)),
				this.method.capture().settings().maxElements());
	}

	void captureOutput(ObservedCall call, Elements elements) {
		List<@Nullable Object> raw = elements.raw();
		ElementCapture plain = elements.capture();
		if (raw != null || plain == null) {
			captureOutput(call, (raw != null) ? raw : List.of());
		}
		if (plain != null) {
			call.output(plain.content());
		}
	}

	private void captureMetadata(ObservedCall call, @Nullable EvaluationContext expressions, boolean afterwards) {
		if (expressions == null || !this.method.recordsMetadata()) {
			return;
		}
		for (MetadataExpression metadata : this.spec.metadata()) {
			if (metadata.value().usesResult() == afterwards) {
				call.handle().metadata(metadata.key(), metadata.value().evaluate(expressions));
			}
		}
	}

	private EvaluationContext expressionsOn(@Nullable Object result) {
		EvaluationContext expressions = expressions(Context.empty());
		expressions.setVariable("result", this.spec.redactions().visibleResult(result));
		return expressions;
	}

	EvaluationContext expressions(ContextView reactorContext) {
		return this.spec.expressions(this.invocation.getThis(), this.invocation.getArguments(), reactorContext);
	}

}
