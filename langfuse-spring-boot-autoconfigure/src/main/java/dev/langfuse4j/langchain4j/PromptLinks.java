/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.List;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.invocation.InvocationContext;
import dev.langfuse4j.prompt.PromptLink;
import org.jspecify.annotations.Nullable;

/**
 * Finds the prompt that a call is made with. It travels with the call, never by the
 * thread.
 */
final class PromptLinks {

	/**
	 * The parameter of an invocation that has the prompt of its system message.
	 */
	static final String SYSTEM = "langfuse.prompt.system";

	private PromptLinks() {
	}

	/**
	 * Finds the prompt of an AI service call: the one that the caller passed, otherwise
	 * that of the system message.
	 */
	static @Nullable PromptLink find(InvocationContext invocation) {
		if (invocation.invocationParameters() == null) {
			return null;
		}
		PromptLink handedOver = PromptLink.read(invocation.invocationParameters().asMap());
		return (handedOver != null) ? handedOver
				: (invocation.invocationParameters().asMap().get(SYSTEM) instanceof PromptLink system) ? system : null;
	}

	/**
	 * Finds the prompt of the last message of the user, unless it was answered: then it
	 * belongs to an earlier turn in a chat memory. Tool calls are not answers. System
	 * messages carry no link.
	 */
	static @Nullable PromptLink find(List<ChatMessage> messages) {
		for (int i = messages.size() - 1; i >= 0; i--) {
			ChatMessage message = messages.get(i);
			if (message instanceof UserMessage user) {
				return PromptLink.read(user.attributes());
			}
			if (message instanceof AiMessage answer && !answer.hasToolExecutionRequests()) {
				return null;
			}
		}
		return null;
	}

}
