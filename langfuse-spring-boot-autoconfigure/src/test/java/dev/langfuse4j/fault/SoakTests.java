/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.fault;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.testing.FaultyGate;
import dev.langfuse4j.testing.FaultyGate.Mode;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Half an hour of calls while the server fails in turns.
 */
@EnabledIfSystemProperty(named = "langfuse.test.soak", matches = "true")
class SoakTests {

	private static final Duration LASTS = Duration.ofMinutes(Long.getLong("langfuse.test.soak.minutes", 30));

	@Test
	void heapAndThreadsStayFlat() {
		try (LangfuseServer server = new LangfuseServer(); FaultyGate gate = new FaultyGate(server.url())) {
			LangfuseContexts.runner()
				.withPropertyValues(LangfuseContexts.sendingTo(gate.url()))
				.withPropertyValues("langfuse.timeout=2s")
				.run((context) -> {
					Langfuse langfuse = context.getBean(Langfuse.class);
					round(langfuse, gate, server, LASTS.dividedBy(10));
					long heapBefore = heap();
					int threadsBefore = threads();
					for (int i = 0; i < 9; i++) {
						round(langfuse, gate, server, LASTS.dividedBy(10));
					}
					long heapAfter = heap();
					int threadsAfter = threads();
					Report.row("soak of " + LASTS.toMinutes() + " min", heapBefore / 1_000_000 + " MB",
							heapAfter / 1_000_000 + " MB", threadsBefore + " threads", threadsAfter + " threads");
					assertThat(heapAfter - heapBefore).isLessThan(10_000_000);
					assertThat(threadsAfter - threadsBefore).isLessThanOrEqualTo(2);
				});
		}
	}

	private static void round(Langfuse langfuse, FaultyGate gate, LangfuseServer server, Duration lasts) {
		long end = System.nanoTime() + lasts.toNanos();
		for (int i = 0; System.nanoTime() < end; i++) {
			langfuse.observation("call").input(Map.of("number", i)).observe(() -> {
			});
			if (i % 1_000 == 0) {
				Mode[] modes = Mode.values();
				gate.mode((i % 2_000 == 0) ? Mode.PASS : modes[(i / 1_000) % modes.length]);
			}
			LockSupport.parkNanos(1_000_000);
		}
		gate.mode(Mode.PASS);
		assertThat(langfuse.flush(Duration.ofMinutes(2))).isTrue();
		// What the stand-in remembers is not ours
		server.clear();
	}

	private static long heap() {
		for (int i = 0; i < 3; i++) {
			System.gc();
			LockSupport.parkNanos(100_000_000);
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	/**
	 * Counts the threads of this library: those of the stand-in come and go.
	 */
	private static int threads() {
		return (int) Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("langfuse") || thread.getName().startsWith("HttpClient"))
			.count();
	}

}
