/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys of metadata that a server would read as something else, or lose.
 */
@ExtendWith(OutputCaptureExtension.class)
class MetadataKeysTests {

	private static final List<String> RESERVED = List.of("langfuse_user_id", "langfuse_session_id", "langfuse_tags",
			"__proto__", "", "scope", "resourceAttributes");

	private static final List<String> KEPT = List.of("user_id", "Scope", "langfuse_user", "__proto", " ", "a.scope");

	private final LangfuseServer server = new LangfuseServer();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner()
		.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void reservedKeysAreRenamedAndSaidOnce(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			for (int i = 0; i < 2; i++) {
				langfuse.with((trace) -> {
					RESERVED.forEach((key) -> trace.metadata(key, "t:" + key));
					KEPT.forEach((key) -> trace.metadata(key, "t:" + key));
				}).run(() -> langfuse.observation("a").observe(() -> {
					RESERVED.forEach((key) -> langfuse.current().metadata(key, "o:" + key));
					KEPT.forEach((key) -> langfuse.current().metadata(key, "o:" + key));
				}));
			}
			assertThat(langfuse.flush(Duration.ofSeconds(20))).isTrue();
			assertThat(this.server.spans()).hasSize(2).allSatisfy((span) -> {
				assertThat(metadata(span, "langfuse.observation.metadata.")).isEqualTo(expected("o:"));
				assertThat(metadata(span, "langfuse.trace.metadata.")).isEqualTo(expected("t:"));
				assertThat(span.attributes()).doesNotContainKeys("user.id", "session.id", "langfuse.trace.tags");
			});
			langfuse.observation("taken").metadata("scope", 1).metadata("scope_", 2).start().close();
			assertThat(langfuse.flush(Duration.ofSeconds(20))).isTrue();
			assertThat(metadata(this.server.span("taken"), "langfuse.observation.metadata."))
				.isEqualTo(Map.of("scope_", "2", "scope__", "1"));
		});
		RESERVED.forEach(
				(key) -> assertThat(output).containsOnlyOnce("metadata key '" + key + "' is sent as '" + key + "_'"));
	}

	private static Map<String, String> expected(String prefix) {
		Map<String, String> expected = new LinkedHashMap<>();
		RESERVED.forEach((key) -> expected.put(key + "_", prefix + key));
		KEPT.forEach((key) -> expected.put(key, prefix + key));
		return expected;
	}

	private static Map<String, String> metadata(Span span, String prefix) {
		Map<String, String> metadata = new LinkedHashMap<>();
		span.attributes().forEach((name, value) -> {
			if (name.startsWith(prefix)) {
				metadata.put(name.substring(prefix.length()), span.text(name));
			}
		});
		return metadata;
	}

}
