/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveTrace;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bean that users inject is a mock: observed methods do not depend on it.
 */
@SpringBootTest(classes = MockedLangfuseTests.Application.class)
class MockedLangfuseTests {

	@MockitoBean
	Langfuse langfuse;

	@Autowired
	Service service;

	@Autowired
	LangfuseRecorder recorder;

	@Test
	void methodsAreObserved() {
		assertThat(this.service.answer()).isEqualTo("42");
		assertThat(this.service.later().block()).isEqualTo("43");
		assertThat(this.recorder).hasTraces(2);
	}

	@ImportAutoConfiguration(LangfuseAutoConfiguration.class)
	@Import({ Service.class, LangfuseRecorder.class })
	static class Application {

	}

	static class Service {

		@Observe(output = "#result")
		@ObserveTrace(userId = "'ada'")
		String answer() {
			return "42";
		}

		@Observe
		Mono<String> later() {
			return Mono.just("43");
		}

	}

}
