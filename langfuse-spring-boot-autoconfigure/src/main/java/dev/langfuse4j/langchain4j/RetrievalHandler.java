/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.lang.reflect.Method;

import dev.langchain4j.rag.AugmentationRequest;
import dev.langchain4j.rag.AugmentationResult;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * Observes the retrieval of an AI service for a question, from all sources.
 */
final class RetrievalHandler extends ObservedParts.Handler {

	RetrievalHandler(RetrievalAugmentor augmentor) {
		super(augmentor);
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		AiServiceCall service = (arguments != null && arguments.length > 0
				&& arguments[0] instanceof AugmentationRequest request && request.metadata() != null)
						? LangChain4jTracing.call(request.metadata().invocationContext().invocationId()) : null;
		if (service == null) {
			return proceed(method, arguments);
		}
		ObservedCall call = service.tracing().start("retrieve", ObservationType.RETRIEVER, service);
		try {
			Object result;
			try (ObservedCall.Scope scope = call.openScope()) {
				result = proceed(method, arguments);
			}
			call.markEnd();
			Contained.run(() -> record(call, arguments, result));
			return result;
		}
		catch (Throwable ex) {
			call.error(ex);
			if (ex instanceof Error) {
				// LangChain4j does not say so
				service.failed(ex);
			}
			throw ex;
		}
		finally {
			call.stop();
		}
	}

	private static void record(ObservedCall call, @Nullable Object @Nullable [] arguments, @Nullable Object result) {
		if (call.isRecording() && arguments != null && arguments[0] instanceof AugmentationRequest request) {
			call.recorder().input(ChatMessages.of(request.chatMessage()).get("content"));
			if (result instanceof AugmentationResult augmented) {
				call.recorder().output(LangChain4jValues.contents(augmented.contents()));
			}
		}
	}

}
