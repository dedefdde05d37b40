/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j;

import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Code that is observed with attributes or for a project. Immutable.
 */
final class AttributeScope implements Langfuse.Scoped {

	private final Function<ContextView, ObservedCall> carriers;

	/**
	 * Creates a scope.
	 * @param carriers makes what carries the attributes, given the Reactor context
	 */
	AttributeScope(Function<ContextView, ObservedCall> carriers) {
		this.carriers = carriers;
	}

	@Override
	public void run(Runnable code) {
		get(() -> {
			code.run();
			return null;
		});
	}

	@Override
	public <T extends @Nullable Object> T get(Supplier<T> code) {
		ObservedCall carrier = this.carriers.apply(Context.empty());
		try (ObservedCall.Scope scope = carrier.openScope()) {
			return code.get();
		}
		finally {
			carrier.stop();
		}
	}

	@Override
	public <T extends @Nullable Object> T call(Callable<T> code) throws Exception {
		ObservedCall carrier = this.carriers.apply(Context.empty());
		try (ObservedCall.Scope scope = carrier.openScope()) {
			return code.call();
		}
		finally {
			carrier.stop();
		}
	}

	@Override
	public <T> Mono<T> around(Mono<T> mono) {
		return Mono.deferContextual((context) -> {
			ObservedCall carrier = this.carriers.apply(context);
			return mono.contextWrite(carrier::writeTo).doFinally((signal) -> carrier.stop());
		});
	}

	@Override
	public <T> Flux<T> around(Flux<T> flux) {
		return Flux.deferContextual((context) -> {
			ObservedCall carrier = this.carriers.apply(context);
			return flux.contextWrite(carrier::writeTo).doFinally((signal) -> carrier.stop());
		});
	}

}
