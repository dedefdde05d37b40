/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * A proxy of a client, or of one of its services, that observes model calls. It is a
 * proxy of interfaces, because they grow with each version of a client, and a class that
 * is compiled against an older version would hide new methods.
 */
final class ObservedClient implements InvocationHandler {

	private final Object target;

	/**
	 * Owner of the connections, which closes them.
	 */
	private final Object owner;

	private final ClientLibrary library;

	private ObservedClient(Object target, Object owner, ClientLibrary library) {
		this.target = target;
		this.owner = owner;
		this.library = library;
	}

	/**
	 * Observes the calls of a client.
	 * @param client the application's client
	 * @param type its interface
	 * @param options creates a client like it that records attempts
	 * @param library the description of the client
	 */
	static <T> T of(T client, Class<T> type, UnaryOperator<T> options, ClientLibrary library) {
		if (isObserved(client)) {
			return client;
		}
		T noting = client;
		try {
			noting = options.apply(client);
		}
		catch (Throwable ex) {
			// Of another implementation: attempts and ids of requests are not known
			Fatal.rethrow(ex);
		}
		return proxy(type, new ObservedClient((noting != null) ? noting : client, client, library));
	}

	static boolean isObserved(@Nullable Object client) {
		return client != null && Proxy.isProxyClass(client.getClass())
				&& Proxy.getInvocationHandler(client) instanceof ObservedClient;
	}

	static <T> T proxy(Class<T> type, InvocationHandler handler) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		if (method.getName().equals("equals") && arguments != null && arguments.length == 1) {
			return proxy == arguments[0];
		}
		if (method.getName().equals("close") && method.getDeclaringClass().isInstance(this.owner)) {
			return proceed(this.owner, method, arguments);
		}
		ApiFormat format = this.library.format(method, arguments);
		ClientCall call = (format != null && arguments != null && arguments[0] != null)
				? ClientCall.begin(this.library, format, arguments[0]) : null;
		return (call != null) ? observed(method, arguments, call)
				: wrapped(method.getReturnType(), proceed(this.target, method, arguments));
	}

	private @Nullable Object observed(Method method, @Nullable Object @Nullable [] arguments, ClientCall call)
			throws Throwable {
		Object result;
		try (ObservedCall.Scope scope = call.openScope(); HttpAttempts.Open open = HttpAttempts.open(call)) {
			result = proceed(this.target, method, arguments);
		}
		catch (Throwable ex) {
			call.failed(ex, false);
			throw ex;
		}
		if (result instanceof CompletableFuture<?> future) {
			ObservedResponse.ofFuture(future, call, this.library);
			return future;
		}
		return ObservedResponse.of(result, method.getReturnType(), call, this.library);
	}

	@SuppressWarnings("unchecked")
	private @Nullable Object wrapped(Class<?> type, @Nullable Object result) {
		return (result != null && this.library.isService(type))
				? proxy((Class<Object>) type, new ObservedClient(result, this.owner, this.library)) : result;
	}

	static @Nullable Object proceed(Object target, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}
