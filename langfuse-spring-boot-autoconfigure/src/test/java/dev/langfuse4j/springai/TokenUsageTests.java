/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.EmptyUsage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Disjoint buckets of what providers count in different ways.
 */
class TokenUsageTests {

	private static final Native DETAILS = new Native(new Details(11L, 5L), new Details(null, 20L));

	private static final DefaultUsage SOUND = new DefaultUsage(120, 30, 150, DETAILS, 64L, null);

	@Test
	void reasoningStaysInTheOutput() {
		assertThat(of(SOUND, "openai"))
			.isEqualTo(Map.of("input", 56L, "output", 30L, "input_cached_tokens", 64L, "total", 150L));
		assertThat(TokenUsage.of(SOUND, "openai").details("gpt-5", false))
			.isEqualTo(Map.of("reasoning_tokens", 11L, "input_audio_tokens", 20L, "output_audio_tokens", 5L));
	}

	@Test
	void reasoningIsApartWhenAsked() {
		assertThat(TokenUsage.of(SOUND, "openai").usage("gpt-5", true).amounts()).isEqualTo(Map.of("input", 56L,
				"output", 19L, "input_cached_tokens", 64L, "output_reasoning_tokens", 11L, "total", 150L));
		assertThat(TokenUsage.of(SOUND, "openai").details("gpt-5", true)).doesNotContainKey("reasoning_tokens");
	}

	@ParameterizedTest
	@CsvSource({ "gpt-4o-audio-preview,input_text_tokens,output_text_tokens,input_cached_text_tokens",
			"gpt-4o-realtime-preview-2024-10-01,input_text_tokens,output_text_tokens,input_cached_text_tokens",
			"gpt-audio,input,output,input_cached_tokens" })
	void soundIsWhereOpenAiHasAPriceForIt(String model, String input, String output, String cached) {
		assertThat(TokenUsage.of(SOUND, "openai").usage(model, false).amounts()).isEqualTo(Map.of(input, 36L, output,
				25L, cached, 64L, "input_audio_tokens", 20L, "output_audio_tokens", 5L, "total", 150L));
	}

	@Test
	void soundIsWhereGeminiHasAPriceForIt() {
		Heard heard = new Heard(100, 30, 170);
		assertThat(TokenUsage.of(heard, "google_genai").usage("gemini-2.5-flash", false).amounts())
			.isEqualTo(Map.of("input", 80L, "output", 70L, "input_audio_tokens", 20L, "total", 170L));
		assertThat(TokenUsage.of(heard, "google_genai").usage("gemini-3.5-flash", true).amounts())
			.isEqualTo(Map.of("input", 100L, "output", 30L, "output_reasoning", 40L, "total", 170L));
	}

	@Test
	void cacheOfAnthropicIsCountedBesideThePrompt() {
		DefaultUsage usage = new DefaultUsage(20, 30, 50, new Written(5), 64L, 8L);
		assertThat(TokenUsage.of(usage, "anthropic").usage("claude-sonnet-4-5", false).amounts())
			.isEqualTo(Map.of("input", 20L, "output", 30L, "input_cached_tokens", 64L, "input_cache_creation", 3L,
					"input_cache_creation_1h", 5L, "total", 122L));
		assertThat(TokenUsage.of(usage, "bedrock_converse").usage("us.anthropic.claude-opus-4-5-v1:0", false).amounts())
			.containsEntry("input_cache_creation_1h", 5L);
	}

	@Test
	void writingToACacheWithoutAPriceIsInput() {
		DefaultUsage usage = new DefaultUsage(100, 30, 130, null, 64L, 8L);
		assertThat(of(usage, "openai"))
			.isEqualTo(Map.of("input", 36L, "output", 30L, "input_cached_tokens", 64L, "total", 130L));
		assertThat(TokenUsage.of(usage, "openai").details("gpt-5", false)).isEqualTo(Map.of("cache_write_tokens", 8L));
	}

	@Test
	void cacheLargerThanThePromptIsNotPartOfIt() {
		assertThat(of(new DefaultUsage(20, 30, 50, null, 64L, null), "someone"))
			.isEqualTo(Map.of("input", 20L, "output", 30L, "input_cached_tokens", 64L, "total", 114L));
	}

	@Test
	void thoughtsThatTheOutputDoesNotCountAreAdded() {
		assertThat(of(new Thinking(100, 30, 170), "google_genai"))
			.isEqualTo(Map.of("input", 100L, "output", 70L, "total", 170L));
	}

	@Test
	void zeroIsNotInvented() {
		assertThat(TokenUsage.of(null, "openai")).isNull();
		assertThat(TokenUsage.of(new EmptyUsage(), "openai")).isNull();
		assertThat(TokenUsage.of(new DefaultUsage(0, 0, 0), "openai")).isNull();
		assertThat(of(new DefaultUsage(7, null, 7), "openai")).isEqualTo(Map.of("input", 7L, "total", 7L));
	}

	@Test
	void nativeUsageThatFailsIsNone() {
		assertThat(of(new DefaultUsage(7, 3, 10, new Broken()), "openai"))
			.isEqualTo(Map.of("input", 7L, "output", 3L, "total", 10L));
	}

	private static Map<String, Long> of(org.springframework.ai.chat.metadata.Usage usage, String provider) {
		return TokenUsage.of(usage, provider).usage("gpt-5", false).amounts();
	}

	public record Native(Details output, Details input) {

		public Optional<Details> completionTokensDetails() {
			return Optional.of(this.output);
		}

		public Optional<Details> promptTokensDetails() {
			return Optional.of(this.input);
		}

	}

	public record Details(Long reasoning, Long audio) {

		public Optional<Long> reasoningTokens() {
			return Optional.ofNullable(this.reasoning);
		}

		public Optional<Long> audioTokens() {
			return Optional.ofNullable(this.audio);
		}

	}

	public static class Broken {

		public Object completionTokensDetails() {
			throw new IllegalStateException();
		}

	}

	public static class Thinking extends DefaultUsage {

		Thinking(int prompt, int completion, int total) {
			super(prompt, completion, total);
		}

		public Integer getThoughtsTokenCount() {
			return 40;
		}

	}

	public static class Heard extends Thinking {

		Heard(int prompt, int completion, int total) {
			super(prompt, completion, total);
		}

		public List<Modality> getPromptTokensDetails() {
			return List.of(new Modality("TEXT", 80), new Modality("AUDIO", 20));
		}

	}

	public static class Modality {

		private final String modality;

		private final Integer tokenCount;

		Modality(String modality, Integer tokenCount) {
			this.modality = modality;
			this.tokenCount = tokenCount;
		}

		public String getModality() {
			return this.modality;
		}

		public Integer getTokenCount() {
			return this.tokenCount;
		}

	}

	public record Written(long ephemeral1hInputTokens) {

		public Optional<Written> cacheCreation() {
			return Optional.of(this);
		}

	}

}
