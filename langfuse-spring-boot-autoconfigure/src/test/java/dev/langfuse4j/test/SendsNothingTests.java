/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test;

import java.time.Duration;
import java.util.List;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.LangfuseConnectionDetails;
import dev.langfuse4j.testing.LangfuseServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of an application send traces with {@link AutoConfigureLangfuse} only.
 */
class SendsNothingTests {

	private static final LangfuseServer SERVER = new LangfuseServer();

	@Test
	void testsThatAskAndOthersDoNotShareAContext() {
		LangfuseContextCustomizerFactory factory = new LangfuseContextCustomizerFactory();
		assertThat(factory.createContextCustomizer(Asked.class, List.of()))
			.isNotEqualTo(factory.createContextCustomizer(Plain.class, List.of()));
		assertThat(factory.createContextCustomizer(Plain.class, List.of()))
			.isEqualTo(factory.createContextCustomizer(SendsNothingTests.class, List.of()));
	}

	@AfterAll
	static void stop() {
		SERVER.close();
	}

	@Nested
	@TestMethodOrder(MethodName.class)
	@SpringBootTest(classes = Application.class, properties = "langfuse.export.enabled=true")
	class Plain {

		@Autowired
		private Langfuse langfuse;

		@Autowired
		private LangfuseRecorder recorder;

		@Test
		void first() {
			int before = SERVER.requests().size();
			this.langfuse.observation("first").observe(() -> {
			});
			assertThat(this.recorder).hasSingleTrace().withRoot("first");
			this.langfuse.flush(Duration.ofSeconds(10));
			assertThat(SERVER.requests()).hasSize(before);
		}

		@Test
		void secondBeginsWithAnEmptyRecorder() {
			assertThat(this.recorder).hasNoTrace();
		}

	}

	@Nested
	@AutoConfigureLangfuse
	@SpringBootTest(classes = Application.class)
	class Asked {

		@Autowired
		private Langfuse langfuse;

		@Autowired
		private LangfuseRecorder recorder;

		@Test
		void isSentAndRecorded() {
			this.langfuse.observation("sent").observe(() -> {
			});
			assertThat(this.recorder).hasSingleTrace().withRoot("sent");
			SERVER.awaitSpans(1);
			assertThat(List.of(SERVER.span("sent"))).hasSize(1);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(LangfuseAutoConfiguration.class)
	static class Application {

		@Bean
		LangfuseRecorder recorder() {
			return new LangfuseRecorder();
		}

		@Bean
		LangfuseConnectionDetails server() {
			return new LangfuseConnectionDetails() {

				@Override
				public String getBaseUrl() {
					return SERVER.url();
				}

				@Override
				public @Nullable String getPublicKey() {
					return "pk-lf-1";
				}

				@Override
				public @Nullable String getSecretKey() {
					return "sk-lf-1";
				}

			};
		}

	}

}
