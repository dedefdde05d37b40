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
	public @Nullable Object follow(Object result, Ending ending) {
		if (result instanceof CompletionStage<?> stage) {
			await(stage, ending);
		}
		else if (result instanceof Future<?> future) {
			look(future, ending);
		}
		else {
			return null;
		}
		return result;
	}

	static void await(CompletionStage<?> stage, Ending ending) {
		try {
			stage.whenComplete((value, error) -> {
				if (error != null) {
					ending.fail(error);
				}
				else {
					ending.complete(value);
				}
			});
		}
		catch (Throwable ex) {
			// A stage of the application's own
			Fatal.rethrow(ex);
			ending.complete(PENDING);
		}
	}

	private static void look(Future<?> future, Ending ending) {
		try {
			ending.complete(future.isDone() ? future.get() : PENDING);
		}
		catch (ExecutionException | CancellationException ex) {
			ending.fail(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			ending.complete(PENDING);
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			ending.complete(PENDING);
		}
	}

}
