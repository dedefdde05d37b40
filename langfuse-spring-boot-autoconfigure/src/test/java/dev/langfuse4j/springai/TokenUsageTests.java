package dev.langfuse4j.springai;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.EmptyUsage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Disjoint buckets of what providers count in different ways.
 */
class TokenUsageTests {

	@Test
	void partsAreTakenOutOfTheirWhole() {
		Native details = new Native(new Details(11L, 5L), new Details(null, 20L));
		assertThat(of(new DefaultUsage(120, 30, 150, details, 64L, null), "openai"))
			.isEqualTo(Map.of("input", 36L, "output", 14L, "input_cached_tokens", 64L, "output_reasoning_tokens", 11L,
					"input_audio_tokens", 20L, "output_audio_tokens", 5L, "total", 150L));
	}

	@Test
	void cacheOfAnthropicIsCountedBesideThePrompt() {
		assertThat(of(new DefaultUsage(20, 30, 50, null, 64L, 8L), "anthropic")).isEqualTo(Map.of("input", 20L,
				"output", 30L, "input_cached_tokens", 64L, "input_cache_creation", 8L, "total", 122L));
	}

	@Test
	void cacheLargerThanThePromptIsNotPartOfIt() {
		assertThat(of(new DefaultUsage(20, 30, 50, null, 64L, null), "someone"))
			.isEqualTo(Map.of("input", 20L, "output", 30L, "input_cached_tokens", 64L, "total", 114L));
	}

	@Test
	void thoughtsThatTheTotalCountsApartStayApart() {
		assertThat(of(new Thinking(100, 30, 170), "google_genai"))
			.isEqualTo(Map.of("input", 100L, "output", 30L, "output_reasoning_tokens", 40L, "total", 170L));
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
		return TokenUsage.of(usage, provider).amounts();
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

}
