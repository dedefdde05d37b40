/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langchain4j.service.AiServiceContext;
import org.jspecify.annotations.Nullable;

/**
 * Wraps the parts of an AI service that it calls itself. The wrappers are proxies of
 * interfaces, because these grow with LangChain4j: unknown methods are passed on.
 */
final class ObservedParts {

	private ObservedParts() {
	}

	/**
	 * Observes the parts that have been given to a service by now.
	 */
	static void observe(AiServiceContext context) {
		if (context.chatModel != null && !isObserved(context.chatModel)) {
			context.chatModel = observe(context.chatModel);
		}
		if (context.streamingChatModel != null && !isObserved(context.streamingChatModel)) {
			context.streamingChatModel = observe(context.streamingChatModel);
		}
		if (context.retrievalAugmentor != null && !isObserved(context.retrievalAugmentor)) {
			context.retrievalAugmentor = proxy(RetrievalAugmentor.class,
					new RetrievalHandler(context.retrievalAugmentor));
		}
		if (context.moderationModel != null && !isObserved(context.moderationModel)) {
			context.moderationModel = proxy(ModerationModel.class, new ModerationHandler(context.moderationModel));
		}
	}

	static ChatModel observe(ChatModel model) {
		return proxy(ChatModel.class, new ChatModelHandler(model));
	}

	static StreamingChatModel observe(StreamingChatModel model) {
		return proxy(StreamingChatModel.class, new StreamingChatModelHandler(model));
	}

	static boolean isObserved(Object part) {
		return Proxy.isProxyClass(part.getClass()) && Proxy.getInvocationHandler(part) instanceof Handler;
	}

	static <T> T proxy(Class<T> type, Handler handler) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
	}

	/**
	 * Calls the methods of the wrapped object.
	 */
	abstract static class Handler implements InvocationHandler {

		private final Object target;

		Handler(Object target) {
			this.target = target;
		}

		@Override
		public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
				throws Throwable {
			return proceed(method, arguments);
		}

		@Nullable Object proceed(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
			try {
				return method.invoke(this.target, arguments);
			}
			catch (InvocationTargetException ex) {
				throw ex.getTargetException();
			}
		}

	}

}
