/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.capture.BoundedText;
import dev.langfuse4j.capture.MessageParts;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.util.StringUtils;

/**
 * The thoughts of a model before it answers, which each client of Spring AI keeps
 * elsewhere.
 */
final class Reasoning {

	/**
	 * The metadata key under which Spring AI keeps the answer of a stream without its
	 * thoughts.
	 */
	static final String OUTPUT_WITHOUT_THOUGHTS = "outputWithoutThoughts";

	private static final String OPENAI = "reasoningContent";

	private static final String AGGREGATED = "thoughts";

	private static final String OLLAMA = "thinking";

	/**
	 * Anthropic signs its thoughts, which come as a message of their own.
	 */
	private static final String ANTHROPIC = "signature";

	/**
	 * Key of redacted reasoning, which only Anthropic can read. It is in a message
	 * without a text.
	 */
	private static final String ANTHROPIC_REDACTED = "data";

	/**
	 * A message with calls of tools has the thoughts before it.
	 */
	private static final String ANTHROPIC_LIST = "anthropicThinkingContents";

	private final List<String> thoughts = new ArrayList<>();

	private final List<Integer> redacted = new ArrayList<>();

	/**
	 * Takes the thoughts of a message.
	 * @return whether the message is nothing but thoughts
	 */
	boolean add(AssistantMessage message) {
		Map<String, Object> metadata = message.getMetadata();
		if (metadata.get(ANTHROPIC_LIST) instanceof Iterable<?> contents) {
			addContents(contents);
			return false;
		}
		if (message.hasToolCalls()) {
			addText(of(message));
			return false;
		}
		if (metadata.get(ANTHROPIC_REDACTED) instanceof String data && !StringUtils.hasText(message.getText())) {
			this.redacted.add(data.length());
			return true;
		}
		// The aggregation of a stream mixes what its chunks say
		if (metadata.containsKey(ANTHROPIC) && !metadata.containsKey(OLLAMA)) {
			addText(message.getText());
			return true;
		}
		addText(of(message));
		return false;
	}

	/**
	 * Reads a type that is not public by the names of its methods. The same thoughts may
	 * have come as messages of their own.
	 */
	private void addContents(Iterable<?> contents) {
		Reasoning all = new Reasoning();
		for (Object content : contents) {
			all.addText((NativeUsage.first(content, "thinking") instanceof String text) ? text : null);
			if (NativeUsage.first(content, "redactedData") instanceof String data) {
				all.redacted.add(data.length());
			}
		}
		all.thoughts.stream().filter((text) -> !this.thoughts.contains(text)).forEach(this.thoughts::add);
		all.redacted.stream().filter((length) -> !this.redacted.contains(length)).forEach(this.redacted::add);
	}

	void addText(@Nullable String text) {
		if (StringUtils.hasText(text)) {
			this.thoughts.add(text);
		}
	}

	/**
	 * Adds the thoughts to a message in the shape that Langfuse renders. Encrypted
	 * thoughts are named, not copied.
	 */
	void putInto(Map<String, Object> shown) {
		if (!this.thoughts.isEmpty()) {
			shown.put("thinking", this.thoughts.stream().map(MessageParts::thinking).toList());
		}
		if (!this.redacted.isEmpty()) {
			shown.put("redacted_thinking", this.redacted.stream().map(MessageParts::redactedThinking).toList());
		}
	}

	private static @Nullable String of(AssistantMessage message) {
		for (String key : new String[] { OPENAI, AGGREGATED, OLLAMA }) {
			if (message.getMetadata().get(key) instanceof String text && StringUtils.hasText(text)) {
				return text;
			}
		}
		return null;
	}

	/**
	 * Adds a chunk of a stream to the known reasoning.
	 */
	static void append(BoundedText known, AssistantMessage chunk) {
		String text = of(chunk);
		if (text != null) {
			// OpenAI's chunks repeat what came before, others do not
			if (chunk.getMetadata().containsKey(OPENAI)) {
				known.clear();
			}
			known.append(text);
		}
	}

}
