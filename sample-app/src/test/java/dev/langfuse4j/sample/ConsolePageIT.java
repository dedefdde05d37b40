/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.langfuse4j.services.ConsoleApplication;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The console's page in Chromium, on the sample. What is looked at is in
 * {@code src/test/console}.
 */
@EnabledIfSystemProperty(named = "langfuse.test.browser", matches = "true")
class ConsolePageIT {

	private static final Path SOURCES = Path.of("src/test/console");

	private static final Path TESTS = Path.of("target/console");

	@TempDir
	private Path directory;

	@BeforeAll
	static void install() throws Exception {
		Files.createDirectories(TESTS);
		try (Stream<Path> sources = Files.list(SOURCES)) {
			for (Path source : sources.toList()) {
				Files.copy(source, TESTS.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
			}
		}
		run(Map.of(), "npm", "ci", "--no-audit", "--no-fund");
	}

	@Test
	void page() throws Exception {
		List<String> command = ServiceProcess.inSample(ConsoleApplication.class, "--server.port=0",
				"--langfuse.export.log=false", "--langfuse.console.enabled=true", "--langfuse.console.max-traces=6000",
				"--langfuse.console.max-bytes=128MB", "--langfuse.console.prices.gpt-4o-mini.input=0.15",
				"--langfuse.console.prices.gpt-4o-mini.output=0.60");
		// Without keys nothing is sent
		Map<String, String> environment = Map.of("LANGFUSE_PUBLIC_KEY", "", "LANGFUSE_SECRET_KEY", "");
		try (ServiceProcess sample = ServiceProcess.start(this.directory, "", environment, command)) {
			String address = sample.awaitLine(Pattern.compile("http://localhost:\\d+/langfuse\\?token=\\S+")).group();
			String images = Boolean.getBoolean("langfuse.test.images") ? "../docs/images" : TESTS + "/images";
			run(Map.of("CONSOLE_URL", address, "CONSOLE_IMAGES", Path.of(images).toAbsolutePath().toString()), "node",
					"--test", "--test-reporter=spec", "console.test.mjs");
		}
	}

	private static void run(Map<String, String> environment, String... command)
			throws IOException, InterruptedException {
		Path log = TESTS.resolve(command[0] + ".log");
		ProcessBuilder builder = new ProcessBuilder(command).directory(TESTS.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile());
		builder.environment().putAll(environment);
		int code = builder.start().waitFor();
		System.out.print(Files.readString(log));
		assertThat(code).as(String.join(" ", command)).isZero();
	}

}
