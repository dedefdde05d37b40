/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.List;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import org.jspecify.annotations.Nullable;

/**
 * Passes the owner of the next model call on a thread, which LangChain4j reports
 * immediately before.
 *
 * @param service the call of an AI service
 * @param messages the messages for the model
 */
record NextModelCall(AiServiceCall service, List<ChatMessage> messages) {

	private static final ThreadLocal<NextModelCall> next = new ThreadLocal<>();

	static void belongsTo(AiServiceCall service, ChatRequest request) {
		next.set(new NextModelCall(service, request.messages()));
	}

	/**
	 * Takes the owner. It only applies to the reported request, which may never have
	 * reached an observed model.
	 */
	static @Nullable AiServiceCall take(ChatRequest request) {
		NextModelCall call = next.get();
		if (call == null) {
			return null;
		}
		next.remove();
		return call.isFor(request.messages()) ? call.service() : null;
	}

	static void forget(AiServiceCall service) {
		NextModelCall call = next.get();
		if (call != null && call.service() == service) {
			next.remove();
		}
	}

	private boolean isFor(List<ChatMessage> asked) {
		int last = this.messages.size() - 1;
		return asked.size() == this.messages.size() && asked.get(last) == this.messages.get(last);
	}

}
