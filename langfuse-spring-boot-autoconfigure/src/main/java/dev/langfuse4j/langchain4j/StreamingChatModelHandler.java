/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.concurrent.Flow;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * Observes the streams of a model from the request to whatever ends them.
 */
final class StreamingChatModelHandler extends ObservedParts.Handler {

	private final StreamingChatModel model;

	StreamingChatModelHandler(StreamingChatModel model) {
		super(model);
		this.model = model;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		if (arguments != null && arguments.length > 0 && arguments[0] instanceof ChatRequest request
				&& Flow.Publisher.class.isAssignableFrom(method.getReturnType())) {
			return published(method, arguments, request);
		}
		if (arguments == null || arguments.length < 2
				|| !(arguments[arguments.length - 1] instanceof StreamingChatResponseHandler handler)) {
			return proceed(method, arguments);
		}
		if (!(arguments[0] instanceof ChatRequest request)) {
			// Leads to one with a request
			Method own = this.model.getClass().getMethod(method.getName(), method.getParameterTypes());
			return own.isDefault() ? InvocationHandler.invokeDefault(proxy, method, arguments)
					: proceed(method, arguments);
		}
		ModelCall call = ModelCall.begin(request, this.model::defaultRequestParameters, this.model::provider,
				arguments[arguments.length - 2], true);
		if (call == null) {
			return proceed(method, arguments);
		}
		@Nullable Object[] observed = arguments.clone();
		observed[arguments.length - 1] = ObservedParts.proxy(StreamingChatResponseHandler.class,
				new StreamHandler(handler, call));
		try (ModelCall.Offer offer = call.offer(); ObservedCall.Scope scope = call.openScope()) {
			return proceed(method, observed);
		}
		catch (Throwable ex) {
			call.failed(ex);
			call.failService(ex);
			throw ex;
		}
	}

	private Object published(Method method, @Nullable Object[] arguments, ChatRequest request) throws Throwable {
		Flow.Publisher<?> source = (Flow.Publisher<?>) Objects.requireNonNull(proceed(method, arguments));
		return new ModelPublisher<>(source, ModelCall.later(request, this.model::defaultRequestParameters,
				this.model::provider, arguments[arguments.length - 1]));
	}

}
