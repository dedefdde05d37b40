/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Processes that are ended from outside, or have little memory.
 */
class EndOfProcessTests {

	private final LangfuseServer server = new LangfuseServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void termSignalUnderLoadLosesNothing() {
		try (LoadProcess load = new LoadProcess("256m", this.server.url(), "load.pause-nanos=200000",
				"langfuse.flush-interval=1s")) {
			this.server.awaitRequests(Report.SOAK ? 200 : 4);
			long start = System.nanoTime();
			load.terminate();
			Map<String, Long> result = load.result();
			double seconds = (System.nanoTime() - start) / 1e9;
			int distinct = distinct().size();
			Report.row("SIGTERM under load", result.get("observed"), distinct, result.get("lost"),
					seconds + " s to end");
			assertThat(result).containsEntry("lost", 0L);
			assertThat(result.get("delivered")).isEqualTo(result.get("observed"));
			assertThat(distinct).isEqualTo(result.get("observed").intValue());
		}
	}

	@Test
	void whatWasOnDiskSurvivesAKill(@TempDir Path directory) {
		this.server.answerAll((request) -> 503);
		String[] spilling = { "langfuse.export.spill.directory=" + directory, "langfuse.export.max-queue-size=1000",
				"langfuse.flush-interval=200ms", "langfuse.flush-at=100", "load.pause-nanos=200000" };
		try (LoadProcess load = new LoadProcess("256m", this.server.url(), spilling)) {
			await().atMost(Duration.ofSeconds(30)).until(() -> bytesIn(directory) > 100_000);
			load.kill();
		}
		long left = bytesIn(directory);
		this.server.answerAll((request) -> 200);
		int before = distinct().size();
		ExportSettings settings = Pipelines.spillingTo(directory);
		try (ExportPipeline next = Pipelines.to(this.server.url(), settings)) {
			next.prepare();
			ExportStatistics statistics = next.statistics();
			await().atMost(Duration.ofSeconds(20)).until(() -> statistics.accepted() > 0 && statistics.spilled() == 0);
			int arrived = distinct().size() - before;
			long lost = statistics.accepted() - statistics.delivered();
			Report.row("kill -9 with spill", left + " bytes on disk", arrived, lost);
			assertThat(lost).as("at most the batch that was being written").isLessThanOrEqualTo(100);
			assertThat(arrived).isPositive().isEqualTo((int) statistics.delivered());
		}
	}

	@Test
	void littleMemoryIsEnoughAndTheCountersAreExact() {
		long calls = Report.SOAK ? 200_000 : 100_000;
		try (LoadProcess load = new LoadProcess("256m", this.server.url(), "load.calls=" + calls,
				"load.characters=2000", "langfuse.export.shutdown-timeout=30s")) {
			Map<String, Long> result = load.result();
			int distinct = distinct().size();
			Report.row(calls + " of 2 kB, two threads, -Xmx256m", result.get("observed"), distinct, result.get("lost"),
					result.get("queueFull") + " queue-full");
			assertThat(load.output()).doesNotContain("OutOfMemoryError");
			assertThat(result).containsEntry("observed", calls);
			assertThat(result.get("delivered")).isEqualTo(distinct).isPositive();
			assertThat(result.get("delivered") + result.get("lost")).isEqualTo(calls);
			assertThat(result.get("queueFull")).isEqualTo(result.get("lost"));
		}
	}

	private Set<String> distinct() {
		return this.server.spans().stream().map(Span::id).collect(Collectors.toSet());
	}

	private static long bytesIn(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.toString().endsWith(".spill")).mapToLong(EndOfProcessTests::size).sum();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static long size(Path file) {
		try {
			return Files.size(file);
		}
		catch (IOException ex) {
			return 0;
		}
	}

}
