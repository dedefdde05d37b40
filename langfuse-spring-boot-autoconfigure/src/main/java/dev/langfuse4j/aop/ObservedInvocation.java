package dev.langfuse4j.aop;

import java.lang.reflect.Method;

import dev.langfuse4j.annotation.Capture;
import dev.langfuse4j.aop.ObserveSpec.MetadataExpression;
import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.CaptureSwitches;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.observation.LangfuseObservationContext;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.ObservedCall;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.expression.EvaluationContext;

/**
 * A call of an observed method, as a {@link ReturnValueHandler} sees it. Wiring.
 */
public final class ObservedInvocation {

	private static final Object NO_TARGET = new Object();

	private final LangfuseTracer tracer;

	private final ObserveSpec spec;

	private final MethodInvocation invocation;

	ObservedInvocation(LangfuseTracer tracer, ObserveSpec spec, MethodInvocation invocation) {
		this.tracer = tracer;
		this.spec = spec;
		this.invocation = invocation;
	}

	/**
	 * The method that is called.
	 * @return the method
	 */
	public Method getMethod() {
		return this.spec.method();
	}

	/**
	 * Starts an observation and captures the arguments. Never throws.
	 * @return the call
	 */
	public ObservedCall start() {
		LangfuseObservationContext context = this.spec.newContext();
		context.setErrorContent(errorContent());
		ObservedCall call = this.tracer.start(context);
		if (call.isRecording()) {
			guarded(() -> captureInput(call));
		}
		return call;
	}

	/**
	 * Calls the user's method.
	 * @return what it returns
	 * @throws Throwable what it throws
	 */
	public @Nullable Object proceed() throws Throwable {
		return this.invocation.proceed();
	}

	/**
	 * Ends the observation with a result. Never throws.
	 * @param call the call
	 * @param result the result
	 */
	public void complete(ObservedCall call, @Nullable Object result) {
		call.markEnd();
		if (call.isRecording()) {
			guarded(() -> captureOutput(call, result));
		}
		call.stop();
	}

	/**
	 * Ends the observation with a failure. Never throws.
	 * @param call the call
	 * @param error the failure
	 */
	public void fail(ObservedCall call, Throwable error) {
		call.markEnd();
		call.error(error);
		call.stop();
	}

	/**
	 * What is captured may fail in any way, the call must not.
	 */
	private void guarded(Runnable capture) {
		try {
			capture.run();
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			ObserveExpression.warn(this.spec.method(), "capture", ex.getClass().getName());
		}
	}

	private void captureInput(ObservedCall call) {
		ContentCapture capture = this.tracer.capture();
		CaptureSettings settings = capture.settings();
		if (!settings.content()) {
			return;
		}
		CaptureSwitches switches = switches();
		EvaluationContext expressions = needsExpressions(false) ? expressions() : null;
		if (isOn(this.spec.captureInput(), switches.input())) {
			// Half of the budget, so that large arguments leave room for the result
			int budget = settings.maxTotalLength() / 2;
			if (this.spec.input() == null) {
				call.input(capture.arguments(this.spec.parameterNames(),
						this.spec.redactions().recordedArguments(this.invocation.getArguments()), budget));
			}
			else if (expressions != null) {
				call.input(capture.content(this.spec.input().evaluate(expressions), budget));
			}
		}
		if (switches.metadata()) {
			captureMetadata(call, expressions, false);
		}
	}

	private void captureOutput(ObservedCall call, @Nullable Object result) {
		ContentCapture capture = this.tracer.capture();
		CaptureSettings settings = capture.settings();
		if (!settings.content()) {
			return;
		}
		CaptureSwitches switches = switches();
		EvaluationContext expressions = null;
		if (needsExpressions(true)) {
			expressions = expressions();
			expressions.setVariable("result", this.spec.redactions().visibleResult(result));
		}
		if (isOn(this.spec.captureOutput(), switches.output())) {
			Object output = (this.spec.output() != null && expressions != null)
					? this.spec.output().evaluate(expressions) : this.spec.redactions().recordedResult(result);
			call.output(capture.content(output, settings.maxTotalLength() - call.inputLength()));
		}
		if (switches.metadata()) {
			captureMetadata(call, expressions, true);
		}
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

	private EvaluationContext expressions() {
		Object target = (this.invocation.getThis() != null) ? this.invocation.getThis() : NO_TARGET;
		return new MethodBasedEvaluationContext(target, this.spec.method(),
				this.spec.redactions().visibleArguments(this.invocation.getArguments()), ObserveSpecs.parameterNames);
	}

	private CaptureSwitches switches() {
		return this.tracer.capture().settings().switches(this.spec.type().value());
	}

	/**
	 * A message may quote what was not to be recorded.
	 */
	private boolean errorContent() {
		CaptureSwitches switches = switches();
		boolean anyContent = isOn(this.spec.captureInput(), switches.input())
				|| isOn(this.spec.captureOutput(), switches.output());
		return isOn(this.spec.captureErrors(), switches.errors() && anyContent);
	}

	private static boolean isOn(Capture capture, boolean inherited) {
		return (capture != Capture.INHERIT) ? capture == Capture.ON : inherited;
	}

}
