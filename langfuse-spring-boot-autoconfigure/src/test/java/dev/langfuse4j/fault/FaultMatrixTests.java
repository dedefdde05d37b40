/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.fault;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.testing.FaultyGate;
import dev.langfuse4j.testing.FaultyGate.Mode;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.LangfuseServer.Received;
import dev.langfuse4j.testing.Observations;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each fault once: it comes while observations do, lasts, and goes. Intervals are scaled
 * down.
 */
class FaultMatrixTests {

	private static final int SENT = 300;

	private static final Duration LONG = Duration.ofSeconds(20);

	private static final Duration LASTS = Duration.ofMillis(Report.SOAK ? 60_000 : 300);

	private final LangfuseServer server = new LangfuseServer();

	private final FaultyGate gate = new FaultyGate(this.server.url());

	@AfterEach
	void close() {
		this.gate.close();
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void faultThatGoesLosesNothing(Fault fault) {
		Latencies latencies = new Latencies();
		try (ExportPipeline pipeline = Pipelines.to(this.gate.url(), Pipelines.quick())) {
			fault.begin.accept(this);
			send(pipeline, latencies, fault == Fault.POISON_400);
			if (fault != Fault.POISON_400 && fault != Fault.TOO_LARGE_413) {
				this.gate.mode(Mode.PASS);
				this.server.answerAll((request) -> 200);
			}
			boolean flushed = pipeline.flush(LONG);
			ExportStatistics statistics = pipeline.statistics();
			List<String> received = this.server.spans().stream().map(Span::id).toList();
			int distinct = Set.copyOf(received).size();
			long lost = statistics.lost().values().stream().mapToLong(Long::longValue).sum();
			Report.row(fault.name().toLowerCase(Locale.ROOT), SENT, distinct, received.size() - distinct, lost,
					latencies.p99());
			assertThat(lost).isEqualTo((fault == Fault.POISON_400) ? 1 : 0);
			assertThat(flushed).isEqualTo(lost == 0);
			assertThat(distinct).isEqualTo(SENT - (int) lost);
			assertThat(statistics.delivered()).isEqualTo(SENT - lost);
		}
	}

	@ParameterizedTest
	@EnumSource(Nowhere.class)
	void serverThatIsNotThereLosesNothingWhileTheApplicationRuns(Nowhere nowhere) {
		Latencies latencies = new Latencies();
		String url = nowhere.url(this);
		ExportPipeline pipeline = Pipelines.to(url, Pipelines.quick());
		send(pipeline, latencies, false);
		assertThat(pipeline.flush(Duration.ofMillis(200))).isFalse();
		ExportStatistics statistics = pipeline.statistics();
		assertThat(statistics.lost().values()).containsOnly(0L);
		assertThat(pipeline.status().queueSize()).isEqualTo(SENT);
		pipeline.close();
		assertThat(statistics.lost()).containsEntry(LossReason.SHUTDOWN, (long) SENT);
		Report.row(nowhere.name().toLowerCase(Locale.ROOT), SENT, 0, 0, "0, " + SENT + " at the end", latencies.p99());
	}

	/**
	 * The duration of the fault.
	 */
	private static void send(ExportPipeline pipeline, Latencies latencies, boolean poison) {
		for (int i = 0; i < SENT; i++) {
			long start = System.nanoTime();
			pipeline.accept(Observations.named((poison && i == SENT / 2) ? "poison" : "n" + i));
			latencies.add(System.nanoTime() - start);
			LockSupport.parkNanos(LASTS.toNanos() / SENT);
		}
	}

	private void status(int status) {
		this.server.answerAll((request) -> status);
	}

	private static boolean hasPoison(Received request) {
		return request.spans().stream().map(Span::name).collect(Collectors.toSet()).contains("poison");
	}

	enum Fault {

		SLOW((test) -> test.gate.mode(Mode.SLOW)),

		HANG((test) -> test.gate.mode(Mode.HANG)),

		HANG_MID_BODY((test) -> test.gate.mode(Mode.HANG_MID_BODY)),

		RESET((test) -> test.gate.mode(Mode.RESET)),

		GARBAGE((test) -> test.gate.mode(Mode.GARBAGE)),

		RATE_LIMIT_429((test) -> test.server.answerAll((request) -> 429, Map.of("Retry-After", "1"))),

		BURST_503((test) -> test.status(503)),

		WRONG_KEY_401((test) -> test.status(401)),

		TOO_LARGE_413((test) -> test.server.answerAll((request) -> (request.text().length() > 5_000) ? 413 : 200)),

		POISON_400((test) -> test.server.answerAll((request) -> hasPoison(request) ? 400 : 200));

		private final Consumer<FaultMatrixTests> begin;

		Fault(Consumer<FaultMatrixTests> begin) {
			this.begin = begin;
		}

	}

	enum Nowhere {

		TLS_ERROR, WRONG_PORT, UNKNOWN_HOST;

		String url(FaultMatrixTests test) {
			return switch (this) {
				case TLS_ERROR -> test.server.url().replace("http:", "https:");
				case WRONG_PORT -> "http://localhost:1";
				case UNKNOWN_HOST -> "http://no-such-host.invalid";
			};
		}

	}

}
