package dev.langfuse4j.aop;

import java.util.List;
import java.util.function.UnaryOperator;

import dev.langfuse4j.annotation.Capture;
import dev.langfuse4j.aop.ObserveSpec.MetadataExpression;
import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.CaptureSwitches;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.capture.ElementCapture;
import dev.langfuse4j.capture.KotlinArguments;
import dev.langfuse4j.capture.KotlinNames;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.trace.ObservedCall;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.expression.EvaluationContext;

/**
 * What is recorded of the arguments and the result of one call, as its spec and the
 * settings say.
 */
final class InvocationContent {

	private final ContentCapture capture;

	private final CaptureSettings settings;

	private final CaptureSwitches switches;

	private final ObserveSpec spec;

	private final MethodInvocation invocation;

	InvocationContent(ContentCapture capture, ObserveSpec spec, MethodInvocation invocation) {
		this.capture = capture;
		this.settings = capture.settings();
		this.switches = this.settings.switchesOfMethod(spec.type().value());
		this.spec = spec;
		this.invocation = invocation;
	}

	/**
	 * What the trace id is derived from.
	 */
	@Nullable String traceSeed() {
		ObserveExpression seed = this.spec.traceSeed();
		return (seed != null) ? seed.evaluateText(expressions(Context.empty())) : null;
	}

	/**
	 * The project that is asked for, empty if it is not known.
	 */
	String project() {
		ObserveExpression expression = this.spec.project();
		String constant = (expression != null) ? expression.constant() : null;
		if (expression == null || constant != null) {
			return (constant != null) ? constant : "";
		}
		String project = expression.evaluateText(expressions(Context.empty()));
		return (project != null) ? project : "";
	}

	/**
	 * What is said of the trace, before the method runs.
	 */
	TraceAttributes attributes(ContextView reactorContext) {
		return this.spec.attributes().has(false) ? this.spec.attributes().evaluate(expressions(reactorContext), false)
				: TraceAttributes.NONE;
	}

	/**
	 * What is said of the trace by the result.
	 */
	TraceAttributes attributes(@Nullable Object result) {
		return this.spec.attributes().has(true) ? this.spec.attributes().evaluate(expressionsOn(result), true)
				: TraceAttributes.NONE;
	}

	void captureInput(ObservedCall call, ContextView reactorContext) {
		if (!this.settings.content()) {
			return;
		}
		EvaluationContext expressions = needsExpressions(false) ? expressions(reactorContext) : null;
		if (isOn(this.spec.captureInput(), this.switches.input())) {
			// Half of the budget, so that large arguments leave room for the result
			int budget = call.budget().left() / 2;
			if (this.spec.input() == null) {
				@Nullable Object[] arguments = KotlinArguments.decode(this.spec.method(),
						this.spec.redactions().recordedArguments(this.invocation.getArguments()));
				call.input(this.capture.arguments(this.spec.parameterNames(), arguments, budget));
			}
			else if (expressions != null) {
				call.input(this.capture.content(this.spec.input().evaluate(expressions), budget));
			}
		}
		if (this.switches.metadata()) {
			captureMetadata(call, expressions, false);
		}
	}

	void captureOutput(ObservedCall call, @Nullable Object returned) {
		if (!this.settings.content()) {
			return;
		}
		UnaryOperator<Object> decoder = KotlinNames.decoder(this.spec.method().getName());
		Object result = (decoder != null && returned != null) ? decoder.apply(returned) : returned;
		EvaluationContext expressions = needsExpressions(true) ? expressionsOn(result) : null;
		if (recordsOutput()) {
			Object output = (this.spec.output() != null && expressions != null)
					? this.spec.output().evaluate(expressions) : this.spec.redactions().recordedResult(result);
			call.output(this.capture.content(output, call.budget().left()));
		}
		if (this.switches.metadata()) {
			captureMetadata(call, expressions, true);
		}
	}

	/**
	 * What keeps the elements of a result that comes piece by piece.
	 */
	Elements elements(ObservedCall call) {
		boolean recording = call.isRecording() && this.settings.content();
		boolean plain = recording && recordsOutput() && this.spec.output() == null && !this.spec.redactions().result();
		return new Elements(call, plain ? this.capture.elements(call.budget()) : null,
				recording && (needsExpressions(true) || this.spec.attributes().has(true)), this.settings.maxElements());
	}

	void captureOutput(ObservedCall call, Elements elements) {
		if (!this.settings.content()) {
			return;
		}
		List<@Nullable Object> raw = elements.raw();
		ElementCapture plain = elements.capture();
		if (raw != null || plain == null) {
			captureOutput(call, (raw != null) ? raw : List.of());
		}
		if (plain != null) {
			call.output(plain.content());
		}
	}

	/**
	 * Whether the message of an error is recorded: it may quote what was not to be.
	 */
	boolean recordsErrors() {
		boolean anyContent = isOn(this.spec.captureInput(), this.switches.input()) || recordsOutput();
		return isOn(this.spec.captureErrors(), this.switches.errors() && anyContent);
	}

	private boolean recordsOutput() {
		return isOn(this.spec.captureOutput(), this.switches.output());
	}

	private void captureMetadata(ObservedCall call, @Nullable EvaluationContext expressions, boolean afterwards) {
		for (MetadataExpression metadata : this.spec.metadata()) {
			if (expressions != null && metadata.value().usesResult() == afterwards) {
				call.handle().metadata(metadata.key(), metadata.value().evaluate(expressions));
			}
		}
	}

	private boolean needsExpressions(boolean afterwards) {
		if ((afterwards ? this.spec.output() : this.spec.input()) != null) {
			return true;
		}
		for (MetadataExpression metadata : this.spec.metadata()) {
			if (metadata.value().usesResult() == afterwards) {
				return true;
			}
		}
		return false;
	}

	private EvaluationContext expressionsOn(@Nullable Object result) {
		EvaluationContext expressions = expressions(Context.empty());
		expressions.setVariable("result", this.spec.redactions().visibleResult(result));
		return expressions;
	}

	private EvaluationContext expressions(ContextView reactorContext) {
		return this.spec.expressions(this.invocation.getThis(), this.invocation.getArguments(), reactorContext);
	}

	private static boolean isOn(Capture capture, boolean inherited) {
		return (capture != Capture.INHERIT) ? capture == Capture.ON : inherited;
	}

}
