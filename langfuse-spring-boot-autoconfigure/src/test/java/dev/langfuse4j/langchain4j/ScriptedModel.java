/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;

/**
 * Models that do as they are told.
 */
final class ScriptedModel {

	private ScriptedModel() {
	}

	static ChatModel blocking(Function<ChatRequest, ChatResponse> script, ChatModelListener... listeners) {
		return new ChatModel() {

			@Override
			public ChatResponse doChat(ChatRequest request) {
				return script.apply(request);
			}

			@Override
			public List<ChatModelListener> listeners() {
				return List.of(listeners);
			}

		};
	}

	static StreamingChatModel streaming(BiConsumer<ChatRequest, StreamingChatResponseHandler> script,
			ChatModelListener... listeners) {
		return new StreamingChatModel() {

			@Override
			public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
				script.accept(request, handler);
			}

			@Override
			public List<ChatModelListener> listeners() {
				return List.of(listeners);
			}

		};
	}

	static ChatResponse answer(String text) {
		return ChatResponse.builder()
			.aiMessage(AiMessage.from(text))
			.modelName("scripted")
			.finishReason(FinishReason.STOP)
			.tokenUsage(new TokenUsage(3, 4))
			.build();
	}

	/**
	 * Sends an answer, of which LangChain4j executes the tools as soon as they are known.
	 */
	static void stream(StreamingChatResponseHandler handler, ChatResponse answer) {
		List<ToolExecutionRequest> calls = answer.aiMessage().toolExecutionRequests();
		for (int i = 0; i < calls.size(); i++) {
			handler.onCompleteToolCall(new CompleteToolCall(i, calls.get(i)));
		}
		handler.onCompleteResponse(answer);
	}

	/**
	 * Sends a piece of an answer that can be cancelled.
	 */
	static void send(StreamingChatResponseHandler handler, String text, Handle handle) {
		handler.onPartialResponse(new PartialResponse(text), new PartialResponseContext(handle));
	}

	/**
	 * Ends a stream without a word, as some clients do.
	 */
	static final class Handle implements StreamingHandle {

		private volatile boolean cancelled;

		@Override
		public void cancel() {
			this.cancelled = true;
		}

		@Override
		public boolean isCancelled() {
			return this.cancelled;
		}

	}

}
