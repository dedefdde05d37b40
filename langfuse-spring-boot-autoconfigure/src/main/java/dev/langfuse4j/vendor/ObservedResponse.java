/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * A proxy of a response whose content arrives later: a stream, or a response that the
 * application reads itself. It reads nothing itself, and records the data that the
 * application reads.
 */
final class ObservedResponse implements InvocationHandler {

	private final Object target;

	private final ClientCall call;

	private final ClientLibrary library;

	private ObservedResponse(Object target, ClientCall call, ClientLibrary library) {
		this.target = target;
		this.call = call;
		this.library = library;
	}

	/**
	 * Observes the result of a client.
	 * @param result the result
	 * @param type its type
	 * @param call the call, which ends with it
	 * @param library the client
	 * @return the result for the application
	 */
	@SuppressWarnings("unchecked")
	static @Nullable Object of(@Nullable Object result, Class<?> type, ClientCall call, ClientLibrary library) {
		if (result == null || !isLate(type, library)) {
			call.end(result);
			return result;
		}
		return ObservedClient.proxy((Class<Object>) type, new ObservedResponse(result, call, library));
	}

	/**
	 * Observes the future result of a client. The application receives the client's own
	 * future, because cancelling a derived future would not cancel the call.
	 */
	static void ofFuture(CompletableFuture<?> future, ClientCall call, ClientLibrary library) {
		future.whenComplete((result, error) -> {
			if (error != null) {
				call.failed(error, false);
			}
			else {
				boolean late = result != null && lateType(result, library) != null;
				call.end(late ? null : result);
			}
		});
	}

	private static boolean isLate(Class<?> type, ClientLibrary library) {
		return library.isResponse(type, "StreamResponse") || library.isResponse(type, "AsyncStreamResponse")
				|| library.isResponse(type, "HttpResponseFor");
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		switch (method.getName()) {
			case "stream" -> {
				return streamed(ObservedClient.proceed(this.target, method, arguments));
			}
			case "subscribe" -> {
				ObservedClient.proceed(this.target, method, handled(arguments));
				return proxy;
			}
			case "parse" -> {
				return parsed(method);
			}
			case "body" -> {
				// The application reads it
				this.call.end(null);
			}
			case "close" -> {
				Object result = ObservedClient.proceed(this.target, method, arguments);
				this.call.cancelled();
				return result;
			}
			default -> {
			}
		}
		return ObservedClient.proceed(this.target, method, arguments);
	}

	private @Nullable Object streamed(@Nullable Object stream) {
		return (stream instanceof Stream<?> parts)
				? StreamSupport.stream(new ObservedParts<>(parts.spliterator(), this.call), false).onClose(parts::close)
				: stream;
	}

	private @Nullable Object parsed(Method method) throws Throwable {
		try {
			Object result = ObservedClient.proceed(this.target, method, null);
			Class<?> type = (result != null) ? lateType(result, this.library) : null;
			if (type != null) {
				return of(result, type, this.call, this.library);
			}
			this.call.end(result);
			return result;
		}
		catch (Throwable ex) {
			this.call.failed(ex, false);
			throw ex;
		}
	}

	private static @Nullable Class<?> lateType(Object result, ClientLibrary library) {
		for (Class<?> type : ClassUtils.getAllInterfaces(result)) {
			if (isLate(type, library)) {
				return type;
			}
		}
		return null;
	}

	@SuppressWarnings("unchecked")
	private @Nullable Object @Nullable [] handled(@Nullable Object @Nullable [] arguments) {
		if (arguments == null || arguments.length == 0 || arguments[0] == null) {
			return arguments;
		}
		@Nullable Object[] handled = arguments.clone();
		Object handler = arguments[0];
		for (Class<?> type : ClassUtils.getAllInterfaces(handler)) {
			if (this.library.isResponse(type, "AsyncStreamResponse$Handler")) {
				handled[0] = ObservedClient.proxy((Class<Object>) type,
						(proxy, method, values) -> handle(handler, method, values));
			}
		}
		return handled;
	}

	private @Nullable Object handle(Object handler, Method method, @Nullable Object @Nullable [] values)
			throws Throwable {
		if (values != null && values.length == 1 && method.getName().equals("onNext")) {
			this.call.part(values[0]);
		}
		else if (values != null && values.length == 1 && method.getName().equals("onComplete")) {
			if (values[0] instanceof Optional<?> error && error.isPresent()
					&& error.get() instanceof Throwable failure) {
				this.call.failed(failure, true);
			}
			else {
				this.call.endStream();
			}
		}
		return ObservedClient.proceed(handler, method, values);
	}

}
