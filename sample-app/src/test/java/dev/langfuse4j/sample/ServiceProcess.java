/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A process whose observations a stand-in for Langfuse gets.
 */
final class ServiceProcess implements AutoCloseable {

	private static final String JAR = "target/sample-app.jar";

	private final Process process;

	private final Path log;

	private ServiceProcess(Process process, Path log) {
		this.process = process;
		this.log = log;
	}

	/**
	 * Starts a process.
	 * @param directory where its output goes
	 * @param langfuse the address of the stand-in
	 * @param environment more variables
	 */
	static ServiceProcess start(Path directory, String langfuse, Map<String, String> environment, List<String> command)
			throws IOException {
		Path log = Files.createTempFile(directory, "process", ".log");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().keySet().removeIf((name) -> name.startsWith("LANGFUSE_") || name.startsWith("SPRING_"));
		builder.environment()
			.putAll(Map.of("LANGFUSE_BASE_URL", langfuse, "LANGFUSE_PUBLIC_KEY", "pk-lf-sample", "LANGFUSE_SECRET_KEY",
					"sk-lf-sample"));
		builder.environment().putAll(environment);
		return new ServiceProcess(builder.start(), log);
	}

	/**
	 * The command that runs the jar of the sample.
	 */
	static List<String> sample(List<String> options, String... arguments) {
		return java(options, List.of("-jar", JAR), arguments);
	}

	/**
	 * The command that runs an application of the tests in the jar of the sample.
	 */
	static List<String> inSample(Class<?> application, String... arguments) {
		return java(List.of("-Dloader.main=" + application.getName(), "-Dloader.path=target/test-classes"),
				List.of("-cp", JAR, "org.springframework.boot.loader.launch.PropertiesLauncher"), arguments);
	}

	private static List<String> java(List<String> options, List<String> main, String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
		// Runs for seconds: what is compiled at length does not pay off
		command.add("-XX:TieredStopAtLevel=1");
		command.addAll(options);
		command.addAll(main);
		command.addAll(List.of(arguments));
		return command;
	}

	/**
	 * Waits for a line that shows that the service is up.
	 * @return what was found in it
	 */
	Matcher awaitLine(Pattern pattern) throws IOException {
		await().atMost(Duration.ofMinutes(5)).until(() -> !this.process.isAlive() || pattern.matcher(output()).find());
		String output = output();
		Matcher matcher = pattern.matcher(output);
		assertThat(this.process.isAlive() && matcher.find()).as(output).isTrue();
		return matcher;
	}

	String output() throws IOException {
		return Files.readString(this.log);
	}

	/**
	 * Waits until it ends on its own.
	 * @return the exit code
	 */
	int result() throws Exception {
		try {
			assertThat(this.process.waitFor(120, TimeUnit.SECONDS)).as(output()).isTrue();
			return this.process.exitValue();
		}
		finally {
			this.process.destroyForcibly();
		}
	}

	/**
	 * Asks it to end, and waits until what it has observed is sent.
	 */
	@Override
	public void close() throws IOException {
		this.process.destroy();
		try {
			assertThat(this.process.waitFor(60, TimeUnit.SECONDS)).as(output()).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.process.destroyForcibly();
		}
	}

}
