/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import dev.langfuse4j.logging.Fatal;
import org.jspecify.annotations.Nullable;

/**
 * Follows futures. The caller gets the same future: a derived one would be of another
 * class, and cancelling it would not cancel the work. The observation of a future that
 * offers no completion callback ends with the method.
 */
final class FutureFollower implements ResultFollower {

	private static final Map<String, String> PENDING = Map.of("future", "pending");

	@Override
	public boolean supports(Class<?> type) {
		return CompletionStage.class.isAssignableFrom(type) || Future.class.isAssignableFrom(type);
	}

	@Override
	public @Nullable Object follow(Object result, RunningCall call) {
		if (result instanceof CompletionStage<?> stage) {
			await(stage, call);
		}
		else if (result instanceof Future<?> future) {
			look(future, call);
		}
		else {
			return null;
		}
		return result;
	}

	static void await(CompletionStage<?> stage, RunningCall call) {
		try {
			stage.whenComplete((value, error) -> {
				if (error != null) {
					call.fail(error);
				}
				else {
					call.complete(value);
				}
			});
		}
		catch (Throwable ex) {
			// A stage of the application's own
			Fatal.rethrow(ex);
			call.complete(PENDING);
		}
	}

	private static void look(Future<?> future, RunningCall call) {
		try {
			call.complete(future.isDone() ? future.get() : PENDING);
		}
		catch (ExecutionException | CancellationException ex) {
			call.fail(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			call.complete(PENDING);
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			call.complete(PENDING);
		}
	}

}
