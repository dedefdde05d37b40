/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.langchain4j;

import java.util.List;

import dev.langfuse4j.langchain4j.ObservedModelMapper;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.util.ClassUtils;

/**
 * Registers hints for native images with LangChain4j: the interfaces of proxies, and the
 * token usage of providers, which is read by the names of methods.
 */
class LangChain4jRuntimeHints implements RuntimeHintsRegistrar {

	private static final List<String> PROXIES = List.of("dev.langchain4j.model.chat.ChatModel",
			"dev.langchain4j.model.chat.StreamingChatModel",
			"dev.langchain4j.model.chat.response.StreamingChatResponseHandler",
			"dev.langchain4j.model.chat.response.StreamingHandle", "dev.langchain4j.service.tool.ToolExecutor",
			"dev.langchain4j.rag.RetrievalAugmentor", "dev.langchain4j.model.moderation.ModerationModel",
			"dev.langchain4j.service.tool.ToolProvider", "dev.langchain4j.model.image.ImageModel");

	private static final List<String> READ = List.of("dev.langchain4j.model.openai.OpenAiTokenUsage",
			"dev.langchain4j.model.openai.OpenAiTokenUsage$InputTokensDetails",
			"dev.langchain4j.model.openai.OpenAiTokenUsage$OutputTokensDetails",
			"dev.langchain4j.model.openai.OpenAiChatRequestParameters",
			"dev.langchain4j.model.anthropic.AnthropicTokenUsage",
			"dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage",
			"dev.langchain4j.model.bedrock.BedrockTokenUsage",
			"dev.langchain4j.observability.event.DefaultToolExecutedEvent",
			"dev.langchain4j.observability.event.DefaultToolCompensatedEvent");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		for (String type : PROXIES) {
			if (ClassUtils.isPresent(type, classLoader)) {
				hints.proxies().registerJdkProxy(TypeReference.of(type));
				hints.reflection().registerType(TypeReference.of(type), MemberCategory.INVOKE_PUBLIC_METHODS);
			}
		}
		READ.forEach((type) -> hints.reflection()
			.registerTypeIfPresent(classLoader, type, MemberCategory.INVOKE_PUBLIC_METHODS));
		ObservedModelMapper.contextTypes()
			.forEach((type) -> hints.reflection()
				.registerTypeIfPresent(classLoader, type, MemberCategory.INVOKE_PUBLIC_METHODS));
	}

}
