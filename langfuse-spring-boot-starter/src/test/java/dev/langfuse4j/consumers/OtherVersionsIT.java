/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.consumers;

import java.io.IOException;
import java.util.List;

import dev.langfuse4j.consumers.Consumer.Run;
import dev.langfuse4j.consumers.TraceSink.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications of users with other versions of Spring Boot and Spring AI than those that
 * the starter is built with.
 */
@EnabledIfSystemProperty(named = "consumers.other-versions", matches = "true")
class OtherVersionsIT {

	private TraceSink sink;

	@BeforeEach
	void startSink() throws IOException {
		this.sink = new TraceSink();
	}

	@AfterEach
	void stopSink() {
		this.sink.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "boot-4.0-cli", "boot-4.0-async", "boot-4.0-webflux" })
	void springBoot40(String consumer) throws Exception {
		Run run = run(consumer);
		assertThat(run.troubles()).as(run.output()).isEmpty();
		assertTraced(run);
	}

	@Test
	void springBoot3IsToldWhatIsNeeded() throws Exception {
		Run run = run("boot-3");
		assertThat(run.exitCode()).isOne();
		assertThat(run.output()).contains("APPLICATION FAILED TO START",
				"Langfuse for Spring Boot needs Spring Boot 4.0 or newer, but the application has Spring Boot 3.5.9.",
				"Upgrade to Spring Boot 4.0 or newer")
			.doesNotContain("NoClassDefFoundError");
	}

	@Test
	void springAi1IsOneWarning() throws Exception {
		Run run = run("spring-ai-1");
		assertThat(run.troubles()).as(run.output())
			.singleElement()
			.asString()
			.contains("Langfuse does not support Spring AI");
		assertTraced(run);
	}

	private Run run(String consumer) throws Exception {
		return new Consumer(consumer).run(JavaHome.running(), this.sink.environment());
	}

	private void assertTraced(Run run) {
		assertThat(run.exitCode()).as(run.output()).isZero();
		List<Span> spans = this.sink.langfuseSpans();
		assertThat(spans).as(run.output()).extracting(Span::name).containsExactlyInAnyOrder("outer", "inner");
		assertThat(span("outer").parentId()).isNull();
		assertThat(span("inner").parentId()).isEqualTo(span("outer").id());
		assertThat(span("inner").traceId()).isEqualTo(span("outer").traceId());
	}

	private Span span(String name) {
		return this.sink.langfuseSpans().stream().filter((span) -> span.name().equals(name)).findFirst().orElseThrow();
	}

}
