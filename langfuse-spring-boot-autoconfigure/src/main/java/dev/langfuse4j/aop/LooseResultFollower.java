/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Processor;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.GroupedFlux;
import reactor.core.publisher.Mono;

/**
 * Follows the results of methods that are declared to return anything, such as
 * {@code Object} or a type variable, and return a future or a publisher of Reactor's. Of
 * other publishers the caller may expect to be of their class: they are left alone.
 */
final class LooseResultFollower implements ResultFollower {

	private static final String REACTOR = Mono.class.getPackageName() + ".";

	@Override
	public boolean supports(Class<?> type) {
		return type.isAssignableFrom(CompletableFuture.class) || type.isAssignableFrom(Mono.class)
				|| type.isAssignableFrom(Flux.class);
	}

	@Override
	public @Nullable Object follow(Object result, RunningCall call) {
		if (result instanceof CompletableFuture<?> future) {
			FutureFollower.await(future, call);
			return future;
		}
		return isReactors(result) ? ObservedPublishers.observe(result, call, null) : null;
	}

	private static boolean isReactors(Object result) {
		boolean plain = result instanceof Mono
				|| (result instanceof Flux && !(result instanceof ConnectableFlux) && !(result instanceof GroupedFlux));
		return plain && !(result instanceof Processor) && result.getClass().getName().startsWith(REACTOR);
	}

}
