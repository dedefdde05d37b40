/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.fault;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.langfuse4j.testing.LoadApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A {@link LoadApplication} in a process of its own.
 */
final class LoadProcess implements AutoCloseable {

	private static final Pattern NUMBER = Pattern.compile("(\\w+)=(\\d+)");

	private static final int PATIENCE_MINUTES = Report.SOAK ? 20 : 2;

	private final Path output;

	private final Process process;

	LoadProcess(String heap, String url, String... properties) {
		List<String> command = new ArrayList<>(
				List.of(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
						"-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=" + (Report.SOAK ? 4 : 1),
						"-cp", System.getProperty("java.class.path"), LoadApplication.class.getName(),
						"--langfuse.base-url=" + url, "--langfuse.public-key=pk-lf-1", "--langfuse.secret-key=sk-lf-1",
						"--spring.docker.compose.enabled=false"));
		for (String property : properties) {
			command.add("--" + property);
		}
		try {
			this.output = Files.createTempFile("load", ".log");
			this.process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(this.output.toFile())
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * SIGTERM.
	 */
	void terminate() {
		this.process.destroy();
	}

	/**
	 * SIGKILL, as by {@code kill -9}.
	 */
	void kill() {
		this.process.destroyForcibly();
		waitFor();
	}

	/**
	 * Waits for the end.
	 * @return the counters of its last line
	 */
	Map<String, Long> result() {
		waitFor();
		String text = output();
		String last = text.lines().filter((line) -> line.startsWith("RESULT")).findFirst().orElse("");
		assertThat(last).as(text).isNotEmpty();
		return NUMBER.matcher(last).results().collect(Collectors.toMap((match) -> match.group(1), LoadProcess::number));
	}

	String output() {
		try {
			return Files.readString(this.output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static long number(MatchResult match) {
		return Long.parseLong(match.group(2));
	}

	private void waitFor() {
		try {
			assertThat(this.process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).as("ends").isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
