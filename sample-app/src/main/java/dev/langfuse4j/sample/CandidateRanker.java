/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.prompt.LangfusePrompts;
import dev.langfuse4j.prompt.TextPrompt;
import dev.langfuse4j.springai.LangfuseSpringAi;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.stereotype.Component;

/**
 * Asks a language model how well a candidate fits. The model, the prompt, the tokens and
 * the answer are observed with the call, without further code. The prompt is that of
 * Langfuse if it has one with this name. Otherwise, and without keys, it is the file in
 * {@code langfuse/prompts}.
 */
@Component
class CandidateRanker {

	private final ChatModel chatModel;

	private final LangfusePrompts prompts;

	CandidateRanker(ChatModel chatModel, LangfusePrompts prompts) {
		this.chatModel = chatModel;
		this.prompts = prompts;
	}

	@Observe
	String rank(MatchRequest request, Candidate candidate) {
		TextPrompt prompt = this.prompts.text("skillmatch/ranking").get().with(request.promptAbout(candidate));
		return this.chatModel.call(LangfuseSpringAi.userMessage(prompt));
	}

}
