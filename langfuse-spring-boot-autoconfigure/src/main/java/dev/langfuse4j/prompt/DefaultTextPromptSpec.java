/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.Objects;
import java.util.function.Supplier;

import org.springframework.util.Assert;

/**
 * The one implementation of {@link TextPromptSpec}.
 */
final class DefaultTextPromptSpec extends AbstractPromptSpec<TextPromptSpec, TextPrompt> implements TextPromptSpec {

	DefaultTextPromptSpec(DefaultLangfusePrompts prompts, PromptQuery query) {
		super(prompts, query);
	}

	@Override
	TextPromptSpec withQuery(DefaultLangfusePrompts prompts, PromptQuery query) {
		return new DefaultTextPromptSpec(prompts, query);
	}

	@Override
	TextPrompt create(AbstractPrompt.Binding binding) {
		return new DefaultTextPrompt(binding, Objects.requireNonNull(binding.prompt().text()));
	}

	@Override
	public TextPromptSpec fallback(String template) {
		Assert.notNull(template, "A text is needed");
		return fallback(() -> template);
	}

	@Override
	public TextPromptSpec fallback(Supplier<String> template) {
		Assert.notNull(template, "A supplier is needed");
		return withFallback((name) -> PromptVersion.fallback(name, template.get(), PromptJson.emptyConfig()));
	}

}
