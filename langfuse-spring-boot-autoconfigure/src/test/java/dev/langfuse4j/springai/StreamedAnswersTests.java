/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Chunks of streams are put together as one answer.
 */
class StreamedAnswersTests {

	private static final List<?> THOUGHTS = List.of(Map.of("type", "thinking", "content", "ab"));

	private final StreamedAnswers answers = new StreamedAnswers();

	@Test
	void modelThatHandsOnToAnotherIsComplete() {
		StreamedAnswer first = this.answers.begin();
		this.answers.add(chunk("half", Map.of(), 0));
		StreamedAnswer second = this.answers.begin();
		this.answers.add(chunk("whole", Map.of(), 5));
		assertThat(first.end().toCompletableFuture()).isDone();
		assertThat(second.end().toCompletableFuture()).isNotDone();
		assertThat(first.text()).isEqualTo("half");
		assertThat(first.usage()).isNull();
		assertThat(second.text()).isEqualTo("whole");
		this.answers.complete();
		assertThat(second.end().toCompletableFuture()).isDone();
	}

	@Test
	void firstTokenIsTheFirstThatSaysSomething() {
		StreamedAnswer answer = this.answers.begin();
		this.answers.add(chunk("", Map.of(), 0));
		assertThat(answer.firstToken()).isNull();
		assertThat(answer.message()).isNull();
		this.answers.add(chunk("", Map.of("thinking", "well"), 0));
		assertThat(answer.firstToken()).isNotNull();
	}

	@Test
	void reasoningIsJoinedUnlessChunksRepeatIt() {
		StreamedAnswer parts = this.answers.begin();
		this.answers.add(chunk("", Map.of("thinking", "a"), 0));
		this.answers.add(chunk("", Map.of("thinking", "b"), 0));
		assertThat(parts.message()).isEqualTo(Map.of("role", "assistant", "content", "", "thinking", THOUGHTS));
		StreamedAnswer repeated = this.answers.begin();
		this.answers.add(chunk("", Map.of("reasoningContent", "a"), 0));
		this.answers.add(chunk("x", Map.of("reasoningContent", "ab"), 0));
		assertThat(repeated.message()).isEqualTo(Map.of("role", "assistant", "content", "x", "thinking", THOUGHTS));
	}

	@Test
	void chunkThatFailsDoesNotHarmTheStream() {
		StreamedAnswer answer = this.answers.begin();
		this.answers.add(new ChatResponse(List.of()) {

			@Override
			public List<Generation> getResults() {
				throw new IllegalStateException();
			}

		});
		this.answers.add(null);
		this.answers.add(chunk("on", Map.of(), 0));
		assertThat(answer.text()).isEqualTo("on");
	}

	private static ChatResponse chunk(String text, Map<String, Object> metadata, int tokens) {
		return new ChatResponse(
				List.of(new Generation(AssistantMessage.builder().content(text).properties(metadata).build())),
				ChatResponseMetadata.builder().usage(new DefaultUsage(tokens, tokens)).build());
	}

}
