/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.function.UnaryOperator;

import dev.langfuse4j.annotation.Capture;
import dev.langfuse4j.capture.ArgumentNames;
import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.CaptureSwitches;
import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.capture.ExpectedSize;
import dev.langfuse4j.capture.KotlinArguments;
import dev.langfuse4j.capture.KotlinNames;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * Holds the values that all calls of a method share: its spec, and the values derived
 * from it and the settings, so that no call computes them again.
 */
final class ObservedMethod {

	final LangfuseTracer tracer;

	private final ContentCapture capture;

	private final ContentCapture inputCapture;

	private final ExpectedSize outputSize = new ExpectedSize();

	private final ArgumentNames argumentNames;

	final ObserveSpec spec;

	final ReturnValueHandler handler;

	private final ResultFollowers followers;

	private final ObservationDefinition definition;

	private final @Nullable UnaryOperator<Object> decoder;

	final boolean woven;

	/**
	 * The definition of the observation that all calls share, or {@code null} if each
	 * call has one of its own or is not observed.
	 */
	final @Nullable ObservationDefinition sharedDefinition;

	private final boolean attributesBefore;

	private final boolean attributesAfter;

	/**
	 * Whether the arguments are recorded as they are, and nothing else is known before
	 * the call.
	 */
	final boolean plainInput;

	/**
	 * Whether the result is recorded as it is, and nothing else is known after the call.
	 */
	final boolean plainOutput;

	private final boolean recordsInput;

	private final boolean recordsOutput;

	private final boolean recordsMetadata;

	private final boolean recordsAfter;

	private final boolean evaluatesBefore;

	private final boolean evaluatesAfter;

	ObservedMethod(LangfuseTracer tracer, ObserveSpec spec, ReturnValueHandlers handlers) {
		this.tracer = tracer;
		this.capture = tracer.capture();
		this.inputCapture = (spec.type() == ObservationType.GENERATION) ? this.capture.comparing() : this.capture;
		this.spec = spec;
		this.handler = handlers.find(spec.method());
		this.followers = handlers.followers();
		CaptureSettings settings = this.capture.settings();
		CaptureSwitches switches = settings.switchesOfMethod(spec.type().value());
		boolean input = isOn(spec.captureInput(), switches.input());
		boolean output = isOn(spec.captureOutput(), switches.output());
		// The message of an error may quote what was not to be recorded
		this.definition = spec.definition(isOn(spec.captureErrors(), switches.errors() && (input || output)));
		this.decoder = KotlinNames.decoder(spec.method().getName());
		this.sharedDefinition = (spec.observed() && spec.definitionExpressions().isEmpty()) ? this.definition : null;
		this.argumentNames = this.inputCapture.names(spec.parameterNames());
		this.recordsInput = settings.content() && input;
		this.recordsOutput = settings.content() && output;
		this.recordsMetadata = settings.content() && switches.metadata() && !spec.metadata().isEmpty();
		this.evaluatesBefore = spec.input() != null || hasMetadata(spec, false);
		this.evaluatesAfter = spec.output() != null || hasMetadata(spec, true) || spec.evaluation() != null;
		this.woven = spec.woven();
		this.attributesBefore = spec.attributes().has(false);
		this.attributesAfter = spec.attributes().has(true);
		this.plainInput = this.recordsInput && !this.attributesBefore && !this.evaluatesBefore
				&& !spec.redactions().anyArgument() && !KotlinArguments.mayDiffer(spec.method());
		this.plainOutput = this.recordsOutput && !this.attributesAfter && !this.evaluatesAfter
				&& !spec.redactions().result() && this.decoder == null;
		this.recordsAfter = this.recordsOutput || this.recordsMetadata || spec.evaluation() != null;
	}

	private static boolean isOn(Capture capture, boolean inherited) {
		return (capture != Capture.INHERIT) ? capture == Capture.ON : inherited;
	}

	private static boolean hasMetadata(ObserveSpec spec, boolean afterwards) {
		return spec.metadata().stream().anyMatch((entry) -> entry.value().usesResult() == afterwards);
	}

	ContentCapture capture() {
		return this.capture;
	}

	/**
	 * Returns what captures the input, which of a model call is compared with others.
	 */
	ContentCapture inputCapture() {
		return this.inputCapture;
	}

	/**
	 * Whether the trace gets attributes, before the method runs or after it.
	 */
	boolean addsAttributes(boolean afterwards) {
		return afterwards ? this.attributesAfter : this.attributesBefore;
	}

	/**
	 * Captures arguments. Half of the budget, so that large ones leave room for the
	 * result.
	 */
	@Nullable CapturedContent arguments(@Nullable Object[] arguments, ObservedCall call) {
		return this.inputCapture.arguments(this.argumentNames, arguments, call.budget().left() / 2);
	}

	/**
	 * Captures a result.
	 */
	@Nullable CapturedContent value(@Nullable Object result, ObservedCall call) {
		return this.capture.value(result, call.budget().left(), this.outputSize);
	}

	ResultFollowers followers() {
		return this.followers;
	}

	/**
	 * Returns the definition of the observation, without the values of expressions.
	 */
	ObservationDefinition definition() {
		return this.definition;
	}

	boolean recordsInput() {
		return this.recordsInput;
	}

	boolean recordsOutput() {
		return this.recordsOutput;
	}

	boolean recordsMetadata() {
		return this.recordsMetadata;
	}

	/**
	 * Whether anything is recorded before the method runs.
	 */
	boolean recordsBefore() {
		return this.recordsInput || this.recordsMetadata;
	}

	boolean recordsAfter() {
		return this.recordsAfter;
	}

	/**
	 * Whether more than the value itself is needed: for an expression, or for an
	 * evaluator.
	 */
	boolean evaluates(boolean afterwards) {
		return afterwards ? this.evaluatesAfter : this.evaluatesBefore;
	}

	/**
	 * The result as it is in the source.
	 */
	@Nullable Object decoded(@Nullable Object result) {
		return (this.decoder != null && result != null) ? this.decoder.apply(result) : result;
	}

}
