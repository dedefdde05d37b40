/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import dev.langfuse4j.prompt.LangfusePrompts;
import dev.langfuse4j.prompt.TextPrompt;
import dev.langfuse4j.springai.LangfuseSpringAi;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.stereotype.Component;

/**
 * Answers questions about candidates, with a memory and a tool. Its calls are observed,
 * and the conversation becomes the session in Langfuse.
 */
@Component
class ChatAssistant {

	private final ChatClient chatClient;

	private final LangfusePrompts prompts;

	ChatAssistant(ChatClient.Builder builder, ChatMemory memory, CandidateTools tools, LangfusePrompts prompts) {
		this.prompts = prompts;
		this.chatClient = builder.defaultAdvisors(MessageChatMemoryAdvisor.builder(memory).build())
			.defaultTools(tools)
			.build();
	}

	Flux<String> answer(String conversationId, String question) {
		TextPrompt prompt = this.prompts.text("skillmatch/assistant").get();
		return this.chatClient.prompt()
			.system((system) -> LangfuseSpringAi.system(system, prompt))
			.user(question)
			.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, conversationId))
			.stream()
			.content();
	}

}
