/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test;

import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.LangfuseProperties;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests record every trace of an application that samples, unless they say otherwise.
 */
class TestSamplingTests {

	@Nested
	@SpringBootTest(classes = Application.class, args = "--spring.config.name=sampling")
	class Default {

		@Autowired
		LangfuseProperties properties;

		@Test
		void all() {
			assertThat(this.properties.getRelease()).isEqualTo("sampling");
			assertThat(this.properties.getSampleRate()).isEqualTo(1);
		}

	}

	@Nested
	@AutoConfigureLangfuse
	@SpringBootTest(classes = Application.class, args = "--spring.config.name=sampling")
	class Sending {

		@Autowired
		LangfuseProperties properties;

		@Test
		void all() {
			assertThat(this.properties.getSampleRate()).isEqualTo(1);
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, properties = "langfuse.sample-rate=0.5")
	class ByProperty {

		@Autowired
		LangfuseProperties properties;

		@Test
		void asTheTestSays() {
			assertThat(this.properties.getSampleRate()).isEqualTo(0.5);
		}

	}

	@Nested
	@TestPropertySource("/sampling.properties")
	@SpringBootTest(classes = Application.class)
	class ByFile {

		@Autowired
		LangfuseProperties properties;

		@Test
		void asTheTestSays() {
			assertThat(this.properties.getSampleRate()).isEqualTo(0.25);
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class)
	class ByMethod {

		@Autowired
		LangfuseProperties properties;

		@DynamicPropertySource
		static void rate(DynamicPropertyRegistry registry) {
			registry.add("langfuse.sample-rate", () -> 0.75);
		}

		@Test
		void asTheTestSays() {
			assertThat(this.properties.getSampleRate()).isEqualTo(0.75);
		}

	}

	@ImportAutoConfiguration(LangfuseAutoConfiguration.class)
	static class Application {

	}

}
