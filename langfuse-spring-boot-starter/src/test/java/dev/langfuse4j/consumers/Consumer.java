/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.consumers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A user's project below {@code src/it}, as it was built into its jar.
 */
final class Consumer {

	private static final Path PROJECTS = Path.of("target", "it");

	private static final Duration TIMEOUT = Duration.ofSeconds(90);

	private final String name;

	private final Path jar;

	Consumer(String name) {
		this.name = name;
		this.jar = PROJECTS.resolve(Path.of(name, "target", name + ".jar"));
		assertThat(this.jar).as("the consumer, which 'mvn verify' builds").exists();
	}

	/**
	 * The jars that the application's own names as its class path.
	 */
	List<Path> classPath() throws IOException {
		try (JarFile file = new JarFile(this.jar.toFile())) {
			String classPath = file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
			return Arrays.stream(classPath.split(" "))
				.map((entry) -> this.jar.resolveSibling(entry).normalize())
				.toList();
		}
	}

	Run run(JavaHome home, Map<String, String> environment, String... options)
			throws IOException, InterruptedException {
		return run(this.jar, home, environment, options);
	}

	private Run run(Path jar, JavaHome home, Map<String, String> environment, String... options)
			throws IOException, InterruptedException {
		List<String> arguments = new ArrayList<>(List.of(options));
		arguments.addAll(List.of("-jar", jar.toString()));
		return start(this.name, home, environment, arguments);
	}

	/**
	 * Runs the application as it is put into images: a small jar beside those that it
	 * needs.
	 */
	Run runExtracted(JavaHome home, Map<String, String> environment, String... options)
			throws IOException, InterruptedException {
		return run(extracted().resolve(this.jar.getFileName()), home, environment, options);
	}

	/**
	 * The options by which the application is woven when it is loaded.
	 */
	String[] agent() throws IOException, InterruptedException {
		try (Stream<Path> libraries = Files.list(extracted().resolve("lib"))) {
			Path agent = libraries.filter((jar) -> jar.getFileName().toString().startsWith("aspectjweaver-"))
				.findFirst()
				.orElseThrow();
			return new String[] { "-javaagent:" + agent,
					"-Dorg.aspectj.weaver.loadtime.configuration=META-INF/langfuse-aop.xml" };
		}
	}

	private Path extracted() throws IOException, InterruptedException {
		Path directory = this.jar.resolveSibling("extracted");
		if (!Files.exists(directory)) {
			Run run = start(this.name + "-extract", JavaHome.running(), Map.of(), List.of("-Djarmode=tools", "-jar",
					this.jar.toString(), "extract", "--destination", directory.toString()));
			assertThat(run.exitCode()).as(run.output()).isZero();
		}
		return directory;
	}

	Run runClass(JavaHome home, String mainClass) throws IOException, InterruptedException {
		return start(this.name + "-" + mainClass, home, Map.of(), List.of("-cp", this.jar.toString(), mainClass));
	}

	/**
	 * Runs a class as if a jar were not on the class path.
	 */
	Run runWithout(String library, JavaHome home, Map<String, String> environment, String mainClass)
			throws IOException, InterruptedException {
		List<Path> entries = new ArrayList<>(List.of(this.jar.resolveSibling("classes")));
		entries.addAll(classPath());
		assertThat(entries.removeIf((entry) -> entry.getFileName().toString().startsWith(library + "-"))).isTrue();
		String classPath = entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
		return start(this.name + "-without-" + library, home, environment, List.of("-cp", classPath, mainClass));
	}

	private static Run start(String name, JavaHome home, Map<String, String> environment, List<String> arguments)
			throws IOException, InterruptedException {
		// Started for a second: what is compiled at length does not pay off
		List<String> command = new ArrayList<>(List.of(home.java().toString(), "-XX:TieredStopAtLevel=1"));
		command.addAll(arguments);
		Path output = PROJECTS.resolve(name + ".log");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
		// What the developer's own shell says would reach the application too
		builder.environment().keySet().removeIf((key) -> key.matches("(LANGFUSE|OTEL|SPRING|MANAGEMENT)_.*"));
		builder.environment().putAll(environment);
		long startedAt = System.currentTimeMillis();
		Process process = builder.start();
		boolean ended = process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		long endedAt = System.currentTimeMillis();
		if (!ended) {
			process.destroyForcibly().waitFor();
		}
		String text = Files.readString(output);
		assertThat(ended).as("'%s' ended within %s; it wrote%n%s", name, TIMEOUT, text).isTrue();
		return new Run(process.exitValue(), text, startedAt, endedAt);
	}

	/**
	 * A process that has ended, what it wrote, when it was started and when it ended.
	 */
	record Run(int exitCode, String output, long startedAt, long endedAt) {

		private static final Pattern MAIN_ENDS = Pattern.compile("^main ends at (\\d+)$", Pattern.MULTILINE);

		private static final Pattern TROUBLE = Pattern.compile("\\b(WARN|ERROR)\\b|Exception in thread");

		/**
		 * The time that the process lived on after its main method.
		 */
		Duration livedOn() {
			return Duration.ofMillis(this.endedAt - mainEndedAt());
		}

		/**
		 * The time until the end of its main method, which is longer on a busy machine.
		 */
		Duration mainTook() {
			return Duration.ofMillis(mainEndedAt() - this.startedAt);
		}

		private long mainEndedAt() {
			Matcher mainEnds = MAIN_ENDS.matcher(this.output);
			assertThat(mainEnds.find()).as(this.output).isTrue();
			return Long.parseLong(mainEnds.group(1));
		}

		/**
		 * The lines that tell of trouble, except for those in which the JVM warns of what
		 * Netty and Tomcat do.
		 */
		List<String> troubles() {
			return this.output.lines().filter((line) -> TROUBLE.matcher(line).find()).toList();
		}

	}

}
