/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.otlp.OtlpEncoder;
import dev.langfuse4j.export.otlp.ResourceAttributes;
import dev.langfuse4j.export.pipeline.Destination;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.export.pipeline.Exporters;
import dev.langfuse4j.export.pipeline.ObservationMasking;
import dev.langfuse4j.export.pipeline.Scoring;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.Credentials;
import dev.langfuse4j.http.LangfuseClients;
import dev.langfuse4j.observation.ProjectName;
import dev.langfuse4j.observation.TraceState;
import dev.langfuse4j.testing.Observations;
import dev.langfuse4j.testing.Patience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A pipeline in a process of its own, which does what it is told line by line.
 */
final class SpillingProcess implements AutoCloseable {

	private static final String ANSWER = "ANSWER ";

	private static final Duration LONG = Duration.ofSeconds(20);

	private final Process process;

	private final BufferedReader output;

	private final PrintWriter input;

	SpillingProcess(String name, String url, Path directory, int projects) {
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		ProcessBuilder builder = new ProcessBuilder(java.toString(), "-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp",
				System.getProperty("java.class.path"), SpillingProcess.class.getName(), name, url, directory.toString(),
				String.valueOf(projects));
		try {
			this.process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.output = this.process.inputReader(StandardCharsets.UTF_8);
		this.input = new PrintWriter(this.process.outputWriter(StandardCharsets.UTF_8), true);
		assertThat(said()).isZero();
	}

	/**
	 * Makes the process accept a number of observations of each project.
	 * @return how many wait on disk then
	 */
	long accept(int observations) {
		return ask("accept " + observations);
	}

	/**
	 * Waits until it has delivered all that it has accepted or found.
	 * @return how many it has delivered
	 */
	long delivered() {
		return ask("delivered");
	}

	/**
	 * Returns the number of lost observations.
	 */
	long lost() {
		return ask("lost");
	}

	/**
	 * SIGKILL.
	 */
	void kill() {
		this.process.destroyForcibly();
		waitFor();
	}

	/**
	 * Makes the process close its pipeline and end.
	 */
	@Override
	public void close() {
		this.input.close();
		waitFor();
	}

	private long ask(String command) {
		this.input.println(command);
		return said();
	}

	/**
	 * Reads an answer of the process, between the lines of its log.
	 */
	private long said() {
		try {
			String line = this.output.readLine();
			while (line != null && !line.startsWith(ANSWER)) {
				line = this.output.readLine();
			}
			assertThat(line).isNotNull();
			return Long.parseLong(line.substring(ANSWER.length()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void waitFor() {
		try {
			assertThat(this.process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	public static void main(String[] args) throws IOException {
		Patience.apply();
		Map<String, Destination> projects = new LinkedHashMap<>();
		for (int i = 0; i < Integer.parseInt(args[3]); i++) {
			String key = "pk-lf-" + i;
			projects.put((i == 0) ? ProjectName.DEFAULT.value() : "p" + i,
					new Destination(new Connection(URI.create(args[1]), () -> new Credentials(key, "sk-lf-1"), LONG),
							new OtlpEncoder(new ResourceAttributes("demo", null, null, null)), Destination.ALWAYS));
		}
		BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		try (ExportPipeline pipeline = new ExportPipeline(settings(Path.of(args[2])), Scoring.defaults(),
				ObservationMasking.none(), Exporters.of(), projects, new LangfuseClients(Map.of(), List::of))) {
			pipeline.prepare();
			System.out.println(ANSWER + 0);
			for (String command = commands.readLine(); command != null; command = commands.readLine()) {
				System.out.println(ANSWER + answer(command, pipeline, args[0], projects.keySet().stream().toList()));
			}
		}
	}

	private static long answer(String command, ExportPipeline pipeline, String name, List<String> projects) {
		ExportStatistics statistics = pipeline.statistics();
		if (command.equals("lost")) {
			return statistics.lost().values().stream().mapToLong(Long::longValue).sum();
		}
		if (command.equals("delivered")) {
			await().atMost(LONG)
				.until(() -> statistics.accepted() > 0 && statistics.delivered() == statistics.accepted());
			return statistics.delivered();
		}
		int count = Integer.parseInt(command.split(" ")[1]);
		long before = statistics.accepted();
		for (int i = 0; i < count; i++) {
			for (String project : projects) {
				while (pipeline.gauges().status(project).queueSize() > 90) {
					LockSupport.parkNanos(100_000);
				}
				String trace = name + "-" + project + "-" + (before + i);
				pipeline.accept(Observations.in(new TraceState("0".repeat(31) + "1", trace, true, project), trace));
			}
		}
		await().atMost(LONG).until(() -> statistics.spilled() > 0);
		return statistics.spilled();
	}

	private static ExportSettings settings(Path directory) {
		ExportSettings spilling = Pipelines.spillingTo(directory);
		return new ExportSettings(100, spilling.maxQueueBytes(), spilling.overflow(), 10, Duration.ofMillis(20),
				spilling.maxBatchBytes(), spilling.maxInFlight(), spilling.retry(), spilling.shutdownTimeout(),
				spilling.spill());
	}

}
