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

	private final ObservedMethod method;

	private final ObserveSpec spec;

	private final MethodInvocation invocation;

	ObservedInvocation(ObservedMethod method, MethodInvocation invocation) {
		this.method = method;
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
	public RunningCall start() {
		return new RunningCall(this, begin(), Context.empty());
	}

	private ObservedCall begin() {
		ObservationDefinition shared = this.method.sharedDefinition;
		if (shared == null && !this.spec.observed()) {
			return carried(Context.empty());
		}
		ObservedCall call = this.method.tracer.start((shared != null) ? shared : definition());
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
		return this.method.tracer.pending(this::definition, () -> content().attributes(Context.empty()));
	}

	/**
	 * Starts an observation of a pending call and captures the arguments.
	 * @param pending the pending call
	 * @param context the Reactor context
	 * @return the call
	 */
	public RunningCall start(DeferredCall pending, ContextView context) {
		ObservedCall call = pending.start(context);
		if (call.isRecording()) {
			captureInput(call, context);
		}
		return new RunningCall(this, call, context);
	}

	/**
	 * Returns the calls of the subscriptions to the returned publisher.
	 * @param pending the pending call
	 */
	Subscriptions subscriptions(DeferredCall pending) {
		return (context) -> start(pending, context);
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
	@Nullable Object follow(Object value, RunningCall call) {
		return this.method.followers().follow(value, value.getClass(), call);
	}

	/**
	 * Returns the component that refused the call instead of executing it.
	 * @return the name of the component, or {@code null} if the method failed
	 */
	@Nullable String refusedBy(Throwable error) {
		return Refusals.of(error, this.invocation);
	}

	/**
	 * Prepares for a result that comes piece by piece.
	 */
	Elements elements(ObservedCall call) {
		return content().elements(call);
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
		return this.method.tracer.carry(
				new GivenOrigin(attributes, definition.project(), definition.traceSeed(), definition.newTrace()),
				context);
	}

	private void captureInput(ObservedCall call, ContextView reactorContext) {
		try {
			if (this.method.plainInput) {
				call.input(this.method.arguments(this.invocation.getArguments(), call));
				return;
			}
			if (this.method.addsAttributes(false)) {
				this.method.tracer.add(call, content().attributes(reactorContext));
			}
			content().captureInput(call, reactorContext);
		}
		catch (Throwable ex) {
			notCaptured(ex);
		}
	}

	/**
	 * Captures the result.
	 */
	void captureOutput(ObservedCall call, @Nullable Object result) {
		try {
			if (this.method.plainOutput) {
				call.output(this.method.value(result, call));
				return;
			}
			if (this.method.addsAttributes(true)) {
				this.method.tracer.addToTrace(call, content().attributes(result));
			}
			content().captureOutput(call, result);
		}
		catch (Throwable ex) {
			notCaptured(ex);
		}
	}

	/**
	 * Captures a result that has come piece by piece.
	 */
	void captureOutput(ObservedCall call, Elements elements) {
		try {
			if (this.method.addsAttributes(true)) {
				this.method.tracer.addToTrace(call, content().attributes(elements.raw()));
			}
			content().captureOutput(call, elements);
		}
		catch (Throwable ex) {
			notCaptured(ex);
		}
	}

	/**
	 * Logs that a value was not captured. Capturing may fail in any way, even with an
	 * error of the virtual machine. The call must not fail with it, and its observation
	 * ends.
	 */
	private void notCaptured(Throwable ex) {
		ObserveExpression.warn(new Source(this.spec.method(), Observe.class), "capture", ex.getClass().getName());
	}

}
