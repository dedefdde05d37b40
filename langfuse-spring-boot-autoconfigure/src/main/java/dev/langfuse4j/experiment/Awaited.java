/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Waits for results that are still to come. Who is interrupted while waiting cancels
 * them.
 */
final class Awaited {

	private Awaited() {
	}

	/**
	 * Waits for a value if it is still to come.
	 * @param value any value
	 * @param context what a publisher finds in its context
	 * @return what came
	 */
	static @Nullable Object value(@Nullable Object value, Function<Context, Context> context) throws Exception {
		if (value instanceof CompletionStage<?> stage) {
			return stage(stage);
		}
		return (value instanceof Publisher<?> publisher) ? publisher(publisher, context) : value;
	}

	static <T extends @Nullable Object> T stage(CompletionStage<T> stage) throws Exception {
		return get(stage.toCompletableFuture());
	}

	static <T> @Nullable T publisher(Publisher<T> publisher, Function<Context, Context> context) throws Exception {
		return get(Mono.from(publisher).contextWrite(context).toFuture());
	}

	private static <T extends @Nullable Object> T get(CompletableFuture<T> future) throws Exception {
		try {
			return future.get();
		}
		catch (InterruptedException ex) {
			future.cancel(true);
			throw ex;
		}
		catch (ExecutionException ex) {
			Throwable cause = ex.getCause();
			if (cause instanceof Error error) {
				throw error;
			}
			throw (cause instanceof Exception exception) ? exception : ex;
		}
		catch (CancellationException ex) {
			throw new IllegalStateException("The result was cancelled", ex);
		}
	}

}
