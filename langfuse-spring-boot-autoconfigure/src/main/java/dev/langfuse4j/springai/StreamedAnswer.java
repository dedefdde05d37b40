/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.langfuse4j.capture.BoundedText;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.util.StringUtils;

/**
 * Reads the chunks of a streamed answer, because Spring AI does not keep all of their
 * content: the time of the first one, the usage as the provider reports it, a refusal,
 * and the partial answer. Thread-safe.
 */
final class StreamedAnswer {

	/**
	 * More calls of tools are not kept.
	 */
	private static final int MAX_CALLS = 1_000;

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	private final BoundedText text;

	private final BoundedText refusal;

	private final BoundedText reasoning;

	private final List<ToolCall> calls = new ArrayList<>();

	private @Nullable String finishReason;

	private @Nullable Instant firstToken;

	private @Nullable Usage usage;

	private @Nullable String model;

	/**
	 * Begins an answer.
	 * @param limit the characters of its texts that are kept
	 */
	StreamedAnswer(int limit) {
		this.text = new BoundedText(limit);
		this.refusal = new BoundedText(limit);
		this.reasoning = new BoundedText(limit);
	}

	synchronized void add(ChatResponse chunk) {
		for (Generation generation : chunk.getResults()) {
			add(generation.getOutput());
			String reason = ChatMessages.finishReason(generation);
			this.finishReason = StringUtils.hasText(reason) ? reason : this.finishReason;
		}
		ChatResponseMetadata metadata = chunk.getMetadata();
		Usage told = metadata.getUsage();
		if (told != null && told.getTotalTokens() != null && told.getTotalTokens() > 0) {
			this.usage = told;
		}
		if (StringUtils.hasText(metadata.getModel())) {
			this.model = metadata.getModel();
		}
	}

	private void add(AssistantMessage message) {
		if (message.getText() != null) {
			this.text.append(message.getText());
		}
		String refused = ChatMessages.refusal(message);
		if (refused != null) {
			this.refusal.append(refused);
		}
		message.getToolCalls().stream().limit(MAX_CALLS - this.calls.size()).forEach(this.calls::add);
		Reasoning.append(this.reasoning, message);
		if (this.firstToken == null && !(this.text.isEmpty() && this.refusal.isEmpty() && this.calls.isEmpty()
				&& this.reasoning.isEmpty())) {
			this.firstToken = Instant.now();
		}
	}

	/**
	 * Records the end of the stream.
	 */
	void complete() {
		this.end.complete(null);
	}

	CompletionStage<?> end() {
		return this.end;
	}

	/**
	 * The answer as far as it got, or {@code null} if it did not begin.
	 */
	synchronized @Nullable Object message() {
		return (this.firstToken != null) ? ChatMessages.streamed(this) : null;
	}

	/**
	 * Returns the text, or the refusal if there is no text, or {@code null} if there is
	 * neither.
	 */
	synchronized @Nullable Object text() {
		BoundedText said = this.text.isEmpty() ? this.refusal : this.text;
		return said.isEmpty() ? null : said.value();
	}

	synchronized boolean isRefused() {
		return !this.refusal.isEmpty();
	}

	synchronized @Nullable String reasoning() {
		return !this.reasoning.isEmpty() ? this.reasoning.toString() : null;
	}

	synchronized List<ToolCall> calls() {
		return List.copyOf(this.calls);
	}

	synchronized @Nullable String finishReason() {
		return this.finishReason;
	}

	synchronized @Nullable Instant firstToken() {
		return this.firstToken;
	}

	synchronized @Nullable Usage usage() {
		return this.usage;
	}

	synchronized @Nullable String model() {
		return this.model;
	}

}
