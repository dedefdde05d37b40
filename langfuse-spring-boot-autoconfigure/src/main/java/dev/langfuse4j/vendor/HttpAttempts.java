/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;

import dev.langfuse4j.observation.ProviderValues;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the HTTP client below the one of a provider, which repeats requests by
 * itself, and tells the call of each attempt. Attempts have the body of the request in
 * common.
 */
final class HttpAttempts implements InvocationHandler {

	private static final ThreadLocal<ClientCall> current = new ThreadLocal<>();

	private static final Map<Object, ClientCall> calls = Collections.synchronizedMap(new WeakHashMap<>());

	private final Object target;

	private HttpAttempts(Object target) {
		this.target = target;
	}

	/**
	 * Observes the requests of a client.
	 */
	static <T> T of(T target, Class<T> type) {
		return ObservedClient.proxy(type, new HttpAttempts(target));
	}

	/**
	 * Lets the first attempt know its call.
	 */
	static Open open(ClientCall call) {
		ClientCall outer = current.get();
		current.set(call);
		return () -> {
			if (outer != null) {
				current.set(outer);
			}
			else {
				current.remove();
			}
		};
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		if (method.getName().equals("close")) {
			// Who has made the client closes it, also where this one is forgotten before
			return null;
		}
		ClientCall call = (arguments != null && method.getName().startsWith("execute")) ? call(arguments[0]) : null;
		if (call == null) {
			return ObservedClient.proceed(this.target, method, arguments);
		}
		try {
			Object result = ObservedClient.proceed(this.target, method, arguments);
			if (result instanceof CompletableFuture<?> future) {
				future.whenComplete((response, error) -> attempted(call, response, error));
			}
			else {
				attempted(call, result, null);
			}
			return result;
		}
		catch (Throwable ex) {
			attempted(call, null, ex);
			throw ex;
		}
	}

	private static @Nullable ClientCall call(@Nullable Object request) {
		Object body = ProviderValues.first(request, "body");
		if (body == null) {
			return null;
		}
		ClientCall begun = current.get();
		if (begun != null) {
			calls.put(body, begun);
			return begun;
		}
		return calls.get(body);
	}

	private static void attempted(ClientCall call, @Nullable Object response, @Nullable Throwable error) {
		call.attempt(ProviderValues.first(response, "statusCode"), ProviderValues.first(response, "requestId"),
				(error != null) ? error.getClass() : null);
	}

	/**
	 * While open, attempts on this thread belong to the call.
	 */
	@FunctionalInterface
	interface Open extends AutoCloseable {

		@Override
		void close();

	}

}
