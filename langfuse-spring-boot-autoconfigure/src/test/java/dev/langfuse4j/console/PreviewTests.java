/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the preview of an input.
 */
class PreviewTests {

	@Test
	void textIsItsFirstLine() {
		assertThat(Preview.of("\n  Who knows Kotlin? \nAnd Java?")).isEqualTo("Who knows Kotlin?");
		assertThat(Preview.of(" \n ")).isEmpty();
		assertThat(Preview.of("{\"city\":\"Berlin\"}")).isEqualTo("{\"city\":\"Berlin\"}");
	}

	@Test
	void conversationIsWhatTheUserHasSaidLast() {
		assertThat(Preview.of("""
				[{"role":"system","content":"Be brief."},{"role":"user","content":"Hello"},\
				{"role":"assistant","content":"\\"role\\":\\"user\\",\\"content\\":\\"no\\""},\
				{"role":"user","content":"Who knows \\"Kotlin\\"?\\nAnd Java?"},{"role":"tool","content":"[]"}]"""))
			.isEqualTo("Who knows \"Kotlin\"?");
		assertThat(Preview.of("{\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}")).isEqualTo("Hello");
		assertThat(Preview.of("""
				[{"role":"user","content":[{"type":"image_url","image_url":{"url":"http://localhost/a.png"}},\
				{"type":"text","text":"Who is it?"}]}]""")).isEqualTo("Who is it?");
	}

	@Test
	void whatCannotBeReadIsShownAsItIs() {
		assertThat(Preview.of("[{\"role\":\"user\",\"content\":\"cut"))
			.isEqualTo("[{\"role\":\"user\",\"content\":\"cut");
		assertThat(Preview.of("[{\"role\":\"user\",\"content\":null}]"))
			.isEqualTo("[{\"role\":\"user\",\"content\":null}]");
		assertThat(Preview.of("she said \"role\":\"user\",\"content\":\"x\"")).startsWith("she said");
	}

	@Test
	void longLineIsCutBetweenCharacters() {
		assertThat(Preview.of("a".repeat(200))).isEqualTo("a".repeat(160) + "…");
		assertThat(Preview.of("a".repeat(159) + "😀b")).isEqualTo("a".repeat(159) + "…");
	}

}
