/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.List;

import dev.langfuse4j.prompt.PromptLink;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.MessageType;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.util.ClassUtils;

/**
 * Finds the prompt of a model call. The link travels with the call and not with the
 * thread, so that it works for streams, tool loops and concurrent calls.
 */
final class PromptLinks {

	private static final boolean CLIENTS = ClassUtils.isPresent(
			"org.springframework.ai.chat.client.advisor.observation.AdvisorObservationContext",
			PromptLinks.class.getClassLoader());

	private PromptLinks() {
	}

	/**
	 * Finds the link of a call. A link of the call takes precedence over that of its
	 * messages.
	 */
	static @Nullable PromptLink find(ChatModelObservationContext context) {
		PromptLink ofCall = CLIENTS ? AdvisedPrompts.find(context) : null;
		return (ofCall != null) ? ofCall : find(context.getRequest().getInstructions());
	}

	/**
	 * Finds the link of the first system message that has one, otherwise that of the last
	 * message of the user, unless it was answered: then it belongs to an earlier turn in
	 * a chat memory. Tool calls are not answers.
	 */
	static @Nullable PromptLink find(List<Message> messages) {
		for (Message message : messages) {
			PromptLink link = (message.getMessageType() == MessageType.SYSTEM) ? PromptLink.read(message.getMetadata())
					: null;
			if (link != null) {
				return link;
			}
		}
		for (int i = messages.size() - 1; i >= 0; i--) {
			Message message = messages.get(i);
			if (message.getMessageType() == MessageType.USER) {
				return PromptLink.read(message.getMetadata());
			}
			if (message instanceof AssistantMessage answer && !answer.hasToolCalls()) {
				return null;
			}
		}
		return null;
	}

}
