/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.langfuse4j.testing.CommandLineApplication;
import dev.langfuse4j.testing.LangfuseServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Applications as they are started by users.
 */
@ExtendWith(OutputCaptureExtension.class)
class WholeApplicationTests {

	@Test
	void applicationThatSimplyEndsHasSentItsTraces() throws Exception {
		try (LangfuseServer server = new LangfuseServer()) {
			List<String> command = new ArrayList<>(
					List.of(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java", "-cp",
							System.getProperty("java.class.path"), CommandLineApplication.class.getName(),
							"--langfuse.base-url=" + server.url(), "--langfuse.public-key=pk-lf-1",
							"--langfuse.secret-key=sk-lf-1", "--langfuse.flush-interval=1h",
							"--spring.docker.compose.enabled=false"));
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).as(output).isZero();
			assertThat(server.spans()).as(output).hasSize(2);
			assertThat(server.span("inner").parentId()).isEqualTo(server.span("outer").id());
		}
	}

	@Test
	void propertyThatCannotWorkIsExplained(CapturedOutput output) {
		SpringApplication application = new SpringApplication(CommandLineApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatException().isThrownBy(() -> application.run("--langfuse.public-key=pk-lf-1"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Property 'langfuse.secret-key' is not set, although 'langfuse.public-key' is")
			.contains("Set both keys of the Langfuse project, or remove both to run without a server.");
	}

}
