/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.lang.reflect.Method;

import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * Sees a stream pass on its way to the handler of the application, which it also makes
 * part of the call of an AI service.
 */
final class StreamHandler extends ObservedParts.Handler {

	private final ModelCall call;

	StreamHandler(StreamingChatResponseHandler handler, ModelCall call) {
		super(handler);
		this.call = call;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		String name = method.getName();
		if (arguments == null || arguments.length == 0) {
			return proceed(method, arguments);
		}
		if (name.startsWith("onPartial")) {
			Contained.run(() -> this.call.answer().part(arguments[0]));
			return proceed(method, cancellable(arguments));
		}
		if (name.equals("onCompleteResponse")) {
			this.call.end(arguments[0], null);
			return proceedInService(method, arguments, null);
		}
		if (name.equals("onError") && arguments[0] instanceof Throwable error) {
			this.call.failed(error);
			return proceedInService(method, arguments, error);
		}
		return (arguments[0] instanceof CompleteToolCall) ? proceedInService(method, arguments, null)
				: proceed(method, arguments);
	}

	/**
	 * LangChain4j says nothing of an error that the application ignores.
	 */
	private @Nullable Object proceedInService(Method method, @Nullable Object @Nullable [] arguments,
			@Nullable Throwable error) throws Throwable {
		try (ObservedCall.Scope scope = this.call.openServiceScope()) {
			return proceed(method, arguments);
		}
		catch (Throwable ex) {
			this.call.failService(ex);
			throw ex;
		}
		finally {
			if (error != null) {
				this.call.failService(error);
			}
		}
	}

	private @Nullable Object[] cancellable(@Nullable Object[] arguments) {
		if (arguments.length != 2) {
			return arguments;
		}
		Object context = arguments[1];
		Object observed = null;
		if (context instanceof PartialResponseContext response) {
			observed = new PartialResponseContext(observed(response.streamingHandle()));
		}
		else if (context instanceof PartialThinkingContext thinking) {
			observed = new PartialThinkingContext(observed(thinking.streamingHandle()));
		}
		else if (context instanceof PartialToolCallContext toolCall) {
			observed = new PartialToolCallContext(observed(toolCall.streamingHandle()));
		}
		return (observed != null) ? new Object[] { arguments[0], observed } : arguments;
	}

	private StreamingHandle observed(StreamingHandle handle) {
		return ObservedParts.proxy(StreamingHandle.class, new CancelHandler(handle, this.call));
	}

	/**
	 * A stream that was cancelled may say nothing more.
	 */
	private static final class CancelHandler extends ObservedParts.Handler {

		private final ModelCall call;

		CancelHandler(StreamingHandle handle, ModelCall call) {
			super(handle);
			this.call = call;
		}

		@Override
		public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
				throws Throwable {
			Object result = proceed(method, arguments);
			if (method.getName().equals("cancel")) {
				this.call.cancelled();
			}
			return result;
		}

	}

}
