/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TokenCounts}.
 */
class TokenCountsTests {

	private final TokenCounts all = new TokenCounts(1, 2, 4, 8, 16, 32, 64, 128, 0);

	@Test
	void tokensWithoutAPriceGoToTheirText() {
		assertThat(usage("gpt-5", false)).isEqualTo("{input=89, output=162, input_cached_tokens=4, total=255}");
		assertThat(details("gpt-5", false))
			.isEqualTo("{reasoning_tokens=32, cache_write_tokens=24, input_audio_tokens=64, output_audio_tokens=128}");
		assertThat(usage(null, false)).isEqualTo(usage("gpt-5", false));
	}

	@Test
	void reasoningHasABucketOfItsOwnIfThatIsWanted() {
		assertThat(usage("gpt-5", true))
			.isEqualTo("{input=89, output=130, input_cached_tokens=4, output_reasoning_tokens=32, total=255}");
		assertThat(details("gpt-5", true)).doesNotContain("reasoning");
		assertThat(usage("gemini-3", true)).contains("output_reasoning=32");
	}

	@Test
	void claudeHasPricesForWritingToTheCache() {
		assertThat(usage("Claude-Sonnet-5", false)).isEqualTo("{input=65, output=162, input_cached_tokens=4, "
				+ "input_cache_creation=8, input_cache_creation_1h=16, total=255}");
		assertThat(details("claude-sonnet-5", false)).doesNotContain("cache_write");
	}

	@Test
	void someModelsHavePricesForAudio() {
		assertThat(usage("gpt-audio", false))
			.isEqualTo("{input=25, output=34, input_cached_tokens=4, input_audio_tokens=64, "
					+ "output_audio_tokens=128, total=255}");
		assertThat(details("gpt-realtime", false)).doesNotContain("audio");
		assertThat(usage("gpt-4o-audio-preview", false)).isEqualTo("{input_text_tokens=25, output_text_tokens=34, "
				+ "input_cached_text_tokens=4, input_audio_tokens=64, output_audio_tokens=128, total=255}");
		assertThat(usage("gpt-4o-realtime", false)).contains("input_text_tokens=25");
		assertThat(usage("gemini-2.5-flash", false)).contains("input_audio_tokens=64").doesNotContain("output_audio");
		assertThat(usage("gemini-3.1-flash-lite", false)).contains("input_audio_tokens=64");
		assertThat(usage("gemini-2.5-pro", false)).doesNotContain("audio");
	}

	@Test
	void totalIsAtLeastTheSum() {
		assertThat(new TokenCounts(1, 2, 0, 0, 0, 0, 0, 0, 10).usage(null, false).amounts())
			.isEqualTo(Map.of("input", 1L, "output", 2L, "total", 10L));
		assertThat(new TokenCounts(1, 2, 0, 0, 0, 0, 0, 0, 2).usage(null, false).amounts()).containsEntry("total", 3L);
		assertThat(new TokenCounts(0, 0, 0, 0, 0, 0, 0, 0, 0).details(null, false)).isEmpty();
	}

	private String usage(@Nullable String model, boolean reasoningApart) {
		return this.all.usage(model, reasoningApart).amounts().toString();
	}

	private String details(String model, boolean reasoningApart) {
		return this.all.details(model, reasoningApart).toString();
	}

}
