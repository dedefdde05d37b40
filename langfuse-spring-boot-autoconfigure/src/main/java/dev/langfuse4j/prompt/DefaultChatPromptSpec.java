/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import org.springframework.util.Assert;

/**
 * The one implementation of {@link ChatPromptSpec}.
 */
final class DefaultChatPromptSpec extends AbstractPromptSpec<ChatPromptSpec, ChatPrompt> implements ChatPromptSpec {

	DefaultChatPromptSpec(DefaultLangfusePrompts prompts, PromptQuery query) {
		super(prompts, query);
	}

	@Override
	ChatPromptSpec withQuery(DefaultLangfusePrompts prompts, PromptQuery query) {
		return new DefaultChatPromptSpec(prompts, query);
	}

	@Override
	ChatPrompt create(AbstractPrompt.Binding binding) {
		return new DefaultChatPrompt(binding, Objects.requireNonNull(binding.prompt().chat()));
	}

	@Override
	public ChatPromptSpec fallback(ChatPromptPart... template) {
		List<ChatPromptPart> parts = List.of(template);
		return fallback(() -> parts);
	}

	@Override
	public ChatPromptSpec fallback(Supplier<? extends List<? extends ChatPromptPart>> template) {
		Assert.notNull(template, "A supplier is needed");
		return withFallback((name) -> PromptVersion.fallback(name, template.get(), PromptJson.emptyConfig()));
	}

}
