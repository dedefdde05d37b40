/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.fault;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.testing.FaultyGate;
import dev.langfuse4j.testing.FaultyGate.Mode;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Servers that are gone for a while, seen from the calls of an application.
 */
class OutageTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	private final LangfuseServer server = new LangfuseServer();

	private final FaultyGate gate = new FaultyGate(this.server.url());

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner()
		.withPropertyValues(LangfuseContexts.sendingTo(this.gate.url()));

	@AfterEach
	void close() {
		this.gate.close();
		this.server.close();
	}

	/**
	 * 500 calls a second with default settings; in every build a part of the time.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void outageInTheMiddleLosesNothingAndNobodyWaits(boolean hangs) {
		int third = Report.SOAK ? 5_000 : 250;
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			calls(langfuse, third, new Latencies());
			Latencies before = new Latencies();
			calls(langfuse, third, before);
			this.gate.mode(hangs ? Mode.HANG : Mode.PASS);
			this.server.answerAll((request) -> hangs ? 200 : 503);
			Latencies during = new Latencies();
			calls(langfuse, third, during);
			this.gate.mode(Mode.PASS);
			this.server.answerAll((request) -> 200);
			calls(langfuse, third, new Latencies());
			assertThat(langfuse.flush(LONG)).isTrue();
			Report.row("500 calls/s, server " + (hangs ? "hangs" : "answers 503"), 4 * third, distinct().size(),
					duplicates(), lost(context.getBean(ExportStatistics.class)),
					before.p99() + " ms before, " + during.p99() + " ms during");
			assertThat(distinct()).hasSize(4 * third);
			assertThat(lost(context.getBean(ExportStatistics.class))).isZero();
			// Exact where nothing else runs; who waits for the server waits for seconds
			assertThat(during.p99()).isLessThan(Report.SOAK ? Math.max(5, 3 * before.p99()) : 1_000);
		});
	}

	/**
	 * Makes as many observations as 500 calls a second in ten minutes, in every build a
	 * part, as fast as there is room in memory.
	 */
	@Test
	void outageThatIsLongerThanTheMemoryLosesNothingWithADirectory(@TempDir Path directory) {
		int calls = Report.SOAK ? 300_000 : 10_000;
		this.server.answerAll((request) -> 503);
		this.contextRunner
			.withPropertyValues("langfuse.export.spill.directory=" + directory, "langfuse.export.max-queue-size=2500",
					"langfuse.export.shutdown-timeout=1s")
			.run((context) -> {
				ExportPipeline pipeline = context.getBean(ExportPipeline.class);
				Langfuse langfuse = context.getBean(Langfuse.class);
				long start = System.nanoTime();
				for (int i = 0; i < calls; i++) {
					if (i % 200 == 0) {
						await().atMost(LONG)
							.pollInterval(Duration.ofMillis(1))
							.until(() -> pipeline.status().queueSize() < 2_250);
					}
					call(langfuse, i);
				}
				ExportStatistics statistics = pipeline.statistics();
				long spilled = statistics.spilled();
				long bytes = pipeline.status().spilledBytes();
				double outage = (System.nanoTime() - start) / 1e9;
				this.server.answerAll((request) -> 200);
				await().atMost(LONG).until(() -> pipeline.flush(Duration.ofSeconds(10)));
				Report.row("outage of " + calls + " observations with spill", calls, distinct().size(), duplicates(),
						lost(statistics), spilled + " on disk (" + bytes + " bytes) after " + outage + " s");
				assertThat(spilled).isGreaterThan(calls / 2);
				assertThat(lost(statistics)).isZero();
				assertThat(statistics.delivered()).isEqualTo(calls);
				assertThat(distinct()).hasSize(calls);
			});
	}

	/**
	 * The same with memory only: what there is room for is kept, the rest is counted.
	 */
	@Test
	void outageThatIsLongerThanTheMemoryStaysWithinItsBounds() {
		this.server.answerAll((request) -> 503);
		this.contextRunner.withPropertyValues("langfuse.export.shutdown-timeout=1s").run((context) -> {
			ExportPipeline pipeline = context.getBean(ExportPipeline.class);
			Langfuse langfuse = context.getBean(Langfuse.class);
			for (int i = 0; i < 30_000; i++) {
				call(langfuse, i);
				if (i % 1_000 == 0) {
					assertThat(pipeline.status().queueSize()).isLessThanOrEqualTo(20_000);
				}
			}
			this.server.answerAll((request) -> 200);
			await().atMost(LONG).until(() -> pipeline.flush(Duration.ofSeconds(10)));
			long lost = lost(pipeline.statistics());
			Report.row("outage of 30,000 observations, memory only", 30_000, distinct().size(), duplicates(), lost, "");
			assertThat(distinct()).hasSize(30_000 - (int) lost).hasSizeGreaterThanOrEqualTo(20_000);
			assertThat(pipeline.statistics().delivered()).isEqualTo(30_000 - lost);
		});
	}

	private static void calls(Langfuse langfuse, int count, Latencies latencies) {
		long next = System.nanoTime();
		for (int i = 0; i < count; i++) {
			long start = System.nanoTime();
			call(langfuse, i);
			latencies.add(System.nanoTime() - start);
			next += 2_000_000;
			LockSupport.parkNanos(next - System.nanoTime());
		}
	}

	private static void call(Langfuse langfuse, int number) {
		langfuse.observation("call").input(Map.of("number", number)).observe(() -> {
		});
	}

	private static long lost(ExportStatistics statistics) {
		return statistics.lost().values().stream().mapToLong(Long::longValue).sum();
	}

	private Set<String> distinct() {
		return this.server.spans().stream().map(Span::id).collect(Collectors.toSet());
	}

	private int duplicates() {
		return this.server.spans().size() - distinct().size();
	}

}
