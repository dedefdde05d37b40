/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The messages and placeholders of a chat prompt, taken apart once. Immutable.
 */
final class ChatTemplate {

	private final List<ChatPromptPart> parts;

	private final List<PromptTemplate> contents;

	ChatTemplate(List<? extends ChatPromptPart> parts) {
		this.parts = List.copyOf(parts);
		this.contents = this.parts.stream()
			.map((part) -> new PromptTemplate((part instanceof PromptMessage message) ? message.content() : ""))
			.toList();
	}

	List<ChatPromptPart> parts() {
		return this.parts;
	}

	void collectVariables(Collection<String> names) {
		this.contents.forEach((content) -> content.collectVariables(names));
	}

	void collectPlaceholders(Collection<String> names) {
		for (ChatPromptPart part : this.parts) {
			if (part instanceof PromptPlaceholder placeholder) {
				names.add(placeholder.name());
			}
		}
	}

	/**
	 * The messages with the values that there are. Those of placeholders are content of
	 * users, in which nothing is replaced.
	 */
	List<PromptMessage> compile(Map<String, @Nullable Object> values, PromptValues texts,
			Function<String, List<PromptMessage>> placeholders) {
		List<PromptMessage> messages = new ArrayList<>(this.parts.size());
		for (int i = 0; i < this.parts.size(); i++) {
			if (this.parts.get(i) instanceof PromptMessage message) {
				messages.add(new PromptMessage(message.role(), this.contents.get(i).compile(values, texts)));
			}
			else if (this.parts.get(i) instanceof PromptPlaceholder placeholder) {
				messages.addAll(placeholders.apply(placeholder.name()));
			}
		}
		return List.copyOf(messages);
	}

}
