/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.LangfuseServer.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@code langfuse.export.compression}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CompressionPropertyTests {

	private final LangfuseServer server = new LangfuseServer();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.plainRunner()
		.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()));

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "auto, gzip", "gzip, gzip", "none," })
	void decidesHowRequestsAreSent(String value, String encoding) {
		this.contextRunner.withPropertyValues("langfuse.export.compression=" + value).run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("a").start().close();
			assertThat(langfuse.flush(Duration.ofSeconds(20))).isTrue();
			Received request = this.server.requests().get(0);
			assertThat(request.header("Content-Encoding")).isEqualTo(encoding);
			assertThat(request.header("Content-Type")).isEqualTo("application/x-protobuf");
			assertThat(this.server.span("a").name()).isEqualTo("a");
		});
	}

	@Test
	void unknownValueStopsTheStartAndNamesTheValidOnes(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> new SpringApplicationBuilder(LangfuseAutoConfiguration.class).web(WebApplicationType.NONE)
				.run("--langfuse.export.compression=brotli", "--langfuse.base-url=" + this.server.url()));
		assertThat(output).contains("APPLICATION FAILED TO START", "Property: langfuse.export.compression",
				"Value: \"brotli\"", "The following values are valid:", "AUTO", "GZIP", "NONE");
	}

}
