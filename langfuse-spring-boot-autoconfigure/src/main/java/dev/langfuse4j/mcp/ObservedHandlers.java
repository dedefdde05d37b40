/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mcp;

import java.util.function.BiFunction;
import java.util.function.Supplier;

import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.trace.ObservedCall;
import io.modelcontextprotocol.spec.McpSchema;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Puts an observation around the functions that answer requests of clients. Thread-safe.
 */
final class ObservedHandlers {

	private final LogOnce logger = new LogOnce(ObservedHandlers.class);

	private final Supplier<McpTracing> tracing;

	ObservedHandlers(Supplier<McpTracing> tracing) {
		this.tracing = tracing;
	}

	/**
	 * Observes a function that returns when the request is answered.
	 */
	<C, Q extends McpSchema.Request, R> BiFunction<C, Q, R> blocking(ServedKind kind, String target,
			BiFunction<C, Q, R> handler) {
		return (exchange, request) -> {
			ServedCall call = begin(kind, target, exchange, request, Context.empty());
			if (call == null) {
				return handler.apply(exchange, request);
			}
			R result;
			try (ObservedCall.Scope scope = call.openScope()) {
				result = handler.apply(exchange, request);
			}
			catch (Throwable ex) {
				call.failed(ex);
				throw ex;
			}
			call.end(result);
			return result;
		};
	}

	/**
	 * Observes a function whose result arrives later.
	 */
	<C, Q extends McpSchema.Request, R> BiFunction<C, Q, Mono<R>> reactive(ServedKind kind, String target,
			BiFunction<C, Q, Mono<R>> handler) {
		return (exchange, request) -> Mono.deferContextual((context) -> {
			ServedCall call = begin(kind, target, exchange, request, context);
			if (call == null) {
				return handler.apply(exchange, request);
			}
			try (ObservedCall.Scope scope = call.openScope()) {
				return handler.apply(exchange, request)
					.doOnSuccess(call::end)
					.doOnError(call::failed)
					.doOnCancel(call::cancelled)
					.contextWrite(call::writeTo);
			}
			catch (Throwable ex) {
				call.failed(ex);
				throw ex;
			}
		});
	}

	private @Nullable ServedCall begin(ServedKind kind, String target, @Nullable Object exchange,
			McpSchema.Request request, ContextView context) {
		try {
			McpTracing current = this.tracing.get();
			return current.isActive() ? ServedCall.begin(current, kind, target, exchange, request, context) : null;
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			this.logger.warn(ex.getClass(),
					() -> "A request to the MCP server cannot be observed: " + ex.getClass().getName());
			return null;
		}
	}

}
