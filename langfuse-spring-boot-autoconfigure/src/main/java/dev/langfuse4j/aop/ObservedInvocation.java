/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.util.function.UnaryOperator;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.aop.ObserveExpression.Source;
import dev.langfuse4j.aop.ObservedPublishers.Subscriptions;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.trace.DeferredCall;
import dev.langfuse4j.trace.GivenOrigin;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.ObservedCall;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * A call of an observed method, as a {@link ReturnValueHandler} sees it. Only
 * {@link #proceed()} throws.
 *
 * @since 0.1.0
 */
@Internal
public final class ObservedInvocation {

	private final LangfuseTracer tracer;

	private final ObservedMethod method;

	private final ObserveSpec spec;

	private final MethodInvocation invocation;

	ObservedInvocation(LangfuseTracer tracer, ObservedMethod method, MethodInvocation invocation) {
		this.method = method;
		this.tracer = tracer;
		this.spec = method.spec;
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
	 * Starts an observation and captures the arguments.
	 * @return the call
	 */
	public ObservedCall start() {
		ObservationDefinition shared = this.method.sharedDefinition;
		if (shared == null && !this.spec.observed()) {
			return carried(Context.empty());
		}
		ObservedCall call = this.tracer.start((shared != null) ? shared : definition());
		if (call.isRecording()) {
			captureInput(call, Context.empty());
		}
		return call;
	}

	/**
	 * Prepares observations that start when the returned publisher is subscribed to.
	 * @return the pending call
	 */
	public DeferredCall pending() {
		if (!this.spec.observed()) {
			return new CarriedCall(this::carried);
		}
		return this.tracer.pending(this::definition, () -> content().attributes(Context.empty()));
	}

	/**
	 * Starts an observation of a pending call and captures the arguments.
	 * @param pending the pending call
	 * @param context the Reactor context
	 * @return the call
	 */
	public ObservedCall start(DeferredCall pending, ContextView context) {
		ObservedCall call = pending.start(context);
		if (call.isRecording()) {
			captureInput(call, context);
		}
		return call;
	}

	/**
	 * Returns the calls of the subscriptions to the returned publisher.
	 * @param pending the pending call
	 */
	Subscriptions subscriptions(DeferredCall pending) {
		return (context) -> new Ending(this, start(pending, context), context);
	}

	/**
	 * Calls the method of a bean with another last argument.
	 * @param replacement gets the argument and returns what replaces it
	 */
	public void replaceLastArgument(UnaryOperator<Object> replacement) {
		if (this.invocation instanceof ProxyMethodInvocation proxied) {
			@Nullable Object[] arguments = proxied.getArguments().clone();
			Object last = arguments[arguments.length - 1];
			if (last != null) {
				arguments[arguments.length - 1] = replacement.apply(last);
				proxied.setArguments(arguments);
			}
		}
	}

	/**
	 * Calls the user's method.
	 * @return its result
	 * @throws Throwable its exception
	 */
	public @Nullable Object proceed() throws Throwable {
		return this.invocation.proceed();
	}

	/**
	 * Follows a value that is still in progress.
	 * @return the value for the caller, or {@code null} if the value is the result
	 */
	@Nullable Object follow(Object value, Class<?> type, Ending ending) {
		return this.method.followers().follow(value, type, ending);
	}

	/**
	 * Ends the observation with a result.
	 * @param call the call
	 * @param result the result
	 */
	public void complete(ObservedCall call, @Nullable Object result) {
		call.markEnd();
		end(call, result);
	}

	/**
	 * Ends the observation with a failure.
	 * @param call the call
	 * @param error the failure
	 */
	public void fail(ObservedCall call, Throwable error) {
		fail(call, error, null);
	}

	/**
	 * Prepares for a result that comes piece by piece.
	 */
	Elements elements(ObservedCall call) {
		return content().elements(call);
	}

	void complete(ObservedCall call, Elements elements) {
		call.markEnd();
		end(call, elements);
	}

	void fail(ObservedCall call, Throwable error, @Nullable Elements elements) {
		call.markEnd();
		call.error(error);
		String refusedBy = call.isRecording() ? Refusals.of(error, this.invocation) : null;
		if (refusedBy != null) {
			call.refused(refusedBy);
		}
		endEarly(call, elements);
	}

	/**
	 * Ends the observation when its end was last marked.
	 */
	void drop(ObservedCall call, @Nullable Object result) {
		end(call, result);
	}

	void cancel(ObservedCall call, @Nullable Elements elements) {
		call.markEnd();
		call.cancelled();
		endEarly(call, elements);
	}

	private void endEarly(ObservedCall call, @Nullable Elements elements) {
		if (elements != null) {
			end(call, elements);
		}
		else {
			call.stop();
		}
	}

	private InvocationContent content() {
		return new InvocationContent(this.method, this.spec, this.invocation);
	}

	private ObservationDefinition definition() {
		ObservationDefinition shared = this.method.definition();
		DefinitionExpressions expressions = this.spec.definitionExpressions();
		if (expressions.isEmpty()) {
			return shared;
		}
		try {
			return expressions.evaluate(shared, content().expressions(Context.empty()));
		}
		catch (Throwable ex) {
			notCaptured(ex);
			return expressions.withoutValues(shared);
		}
	}

	/**
	 * Starts to carry the attributes to all observations below, where the call itself is
	 * not observed.
	 */
	private ObservedCall carried(ContextView context) {
		ObservationDefinition definition = definition();
		TraceAttributes attributes = TraceAttributes.NONE;
		try {
			attributes = content().attributes(context);
		}
		catch (Throwable ex) {
			notCaptured(ex);
		}
		return this.tracer.carry(
				new GivenOrigin(attributes, definition.project(), definition.traceSeed(), definition.newTrace()),
				context);
	}

	private void captureInput(ObservedCall call, ContextView reactorContext) {
		try {
			if (this.method.capturePlainInput(call, this.invocation.getArguments())) {
				return;
			}
			if (this.method.addsAttributes(false)) {
				this.tracer.add(call, content().attributes(reactorContext));
			}
			content().captureInput(call, reactorContext);
		}
		catch (Throwable ex) {
			notCaptured(ex);
		}
	}

	private void captureOutput(ObservedCall call, @Nullable Object result) {
		if (this.method.addsAttributes(true)) {
			this.tracer.addToTrace(call, content().attributes(result));
		}
		content().captureOutput(call, result);
	}

	private void end(ObservedCall call, @Nullable Object result) {
		if (call.isRecording()) {
			try {
				if (!this.method.capturePlainOutput(call, result)) {
					captureOutput(call, result);
				}
			}
			catch (Throwable ex) {
				notCaptured(ex);
			}
		}
		call.stop();
	}

	private void end(ObservedCall call, Elements elements) {
		if (call.isRecording()) {
			try {
				if (this.method.addsAttributes(true)) {
					this.tracer.addToTrace(call, content().attributes(elements.raw()));
				}
				content().captureOutput(call, elements);
			}
			catch (Throwable ex) {
				notCaptured(ex);
			}
		}
		call.stop();
	}

	/**
	 * Captures a value. Capturing may fail in any way, even with an error of the virtual
	 * machine. The call must not fail with it, and its observation ends.
	 */
	private void notCaptured(Throwable ex) {
		ObserveExpression.warn(new Source(this.spec.method(), Observe.class), "capture", ex.getClass().getName());
	}

}
