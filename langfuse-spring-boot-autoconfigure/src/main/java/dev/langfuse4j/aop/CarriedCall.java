/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.function.Function;

import dev.langfuse4j.trace.DeferredCall;
import dev.langfuse4j.trace.ObservedCall;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * A call that is not observed itself, with attributes for observations while its method
 * runs, and below each subscription to its result.
 */
final class CarriedCall implements DeferredCall {

	private final Function<ContextView, ObservedCall> carriers;

	CarriedCall(Function<ContextView, ObservedCall> carriers) {
		this.carriers = carriers;
	}

	@Override
	public ObservedCall.Scope openScope() {
		ObservedCall carrier = this.carriers.apply(Context.empty());
		ObservedCall.Scope scope = carrier.openScope();
		return () -> {
			scope.close();
			carrier.stop();
		};
	}

	@Override
	public ObservedCall start(ContextView context) {
		return this.carriers.apply(context);
	}

}
