/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.logging.LogOnce;

import org.springframework.util.Assert;

/**
 * The one implementation of {@link ChatPrompt}.
 */
final class DefaultChatPrompt extends AbstractPrompt<ChatPrompt> implements ChatPrompt {

	private static final LogOnce logger = LogOnce.shared(DefaultChatPrompt.class);

	private final ChatTemplate template;

	private final Map<String, List<PromptMessage>> placeholders;

	private final boolean lenient;

	DefaultChatPrompt(Binding binding, ChatTemplate template) {
		this(binding, template, Map.of(), false);
	}

	private DefaultChatPrompt(Binding binding, ChatTemplate template, Map<String, List<PromptMessage>> placeholders,
			boolean lenient) {
		super(binding);
		this.template = template;
		this.placeholders = placeholders;
		this.lenient = lenient;
	}

	@Override
	ChatPrompt withBinding(Binding other) {
		return new DefaultChatPrompt(other, this.template, this.placeholders, this.lenient);
	}

	@Override
	void collectVariables(Collection<String> names) {
		this.template.collectVariables(names);
	}

	@Override
	public List<ChatPromptPart> template() {
		return this.template.parts();
	}

	@Override
	public Set<String> placeholders() {
		Set<String> names = new LinkedHashSet<>();
		this.template.collectPlaceholders(names);
		return Collections.unmodifiableSet(names);
	}

	@Override
	public ChatPrompt placeholder(String name, List<PromptMessage> messages) {
		Assert.hasText(name, "A placeholder needs a name");
		if (messages == null || messages.stream().anyMatch((message) -> message == null)) {
			throw new PromptCompileException("The placeholder '" + Escape.line(name, 100) + "' of the " + describe()
					+ " received a value that is not a message. Pass an empty list to remove it.");
		}
		Map<String, List<PromptMessage>> all = new LinkedHashMap<>(this.placeholders);
		all.put(name, List.copyOf(messages));
		return new DefaultChatPrompt(binding(), this.template, Map.copyOf(all), this.lenient);
	}

	@Override
	public ChatPrompt lenient() {
		return new DefaultChatPrompt(binding(), this.template, this.placeholders, true);
	}

	@Override
	public List<PromptMessage> messages() {
		checkVariables();
		return this.template.compile(binding().values(), binding().tools().values(), this::messagesOf);
	}

	private List<PromptMessage> messagesOf(String placeholder) {
		List<PromptMessage> messages = this.placeholders.get(placeholder);
		if (messages != null) {
			return messages;
		}
		String problem = "The placeholder '" + Escape.line(placeholder, 100) + "' of the " + describe()
				+ " has no messages";
		if (!this.lenient) {
			throw new PromptCompileException(
					problem + ". Set them with placeholder(…), pass an empty list to remove it, or call lenient().");
		}
		logger.warn(name() + '\n' + placeholder, () -> "Langfuse: " + problem + ". It is removed");
		return List.of();
	}

}
