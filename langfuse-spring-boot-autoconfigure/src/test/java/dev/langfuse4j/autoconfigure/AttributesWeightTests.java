/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.observation.LangfuseTrace;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The attributes that the observations of a trace share take memory once, while any of
 * these observations waits.
 */
class AttributesWeightTests {

	private static final int KEYS = 50;

	private static final int LENGTH = 4_000;

	private static final int EACH = KEYS * LENGTH;

	private static final long MAX_BYTES = 4 * 1024 * 1024;

	private final LangfuseServer server = new LangfuseServer();

	private final CountDownLatch gate = new CountDownLatch(1);

	private final AtomicInteger atGate = new AtomicInteger();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.plainRunner()
		.withPropertyValues("langfuse.export.max-queue-bytes=4MB", "langfuse.export.shutdown-timeout=100ms");

	@AfterEach
	void close() {
		this.gate.countDown();
		this.server.close();
	}

	@Test
	void attributesOfEachTraceCount() {
		blocked((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			for (int i = 0; i < 60; i++) {
				langfuse.observation("trace").observe(() -> describe(langfuse.current().trace()));
			}
			boundedBy((int) (MAX_BYTES / EACH), context);
		});
	}

	@Test
	void attributesOfAPartOfATraceCount() {
		blocked((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("trace").observe(() -> {
				for (int i = 0; i < 60; i++) {
					langfuse.with(AttributesWeightTests::fill).run(() -> langfuse.observation("part").observe(() -> {
					}));
				}
			});
			boundedBy((int) (MAX_BYTES / EACH), context);
		});
	}

	@Test
	void attributesThatAreSetWhenAllHasEndedCount() {
		blocked((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			for (int i = 0; i < 60; i++) {
				LangfuseTrace[] trace = new LangfuseTrace[1];
				langfuse.observation("trace").observe(() -> trace[0] = langfuse.current().trace());
				describe(trace[0]);
			}
			boundedBy((int) (MAX_BYTES / EACH), context);
		});
	}

	@Test
	void attributesCountOnceForAllObservationsOfATrace() {
		blocked((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.with(AttributesWeightTests::fill).run(() -> langfuse.observation("trace").observe(() -> {
				describe(langfuse.current().trace());
				for (int i = 0; i < 500; i++) {
					langfuse.observation("child").observe(() -> {
					});
				}
			}));
			assertThat(context.getBean(ExportStatistics.class).lost().values()).containsOnly(0L);
			assertThat(context.getBean(ExportPipeline.class).status().queueBytes()).isBetween(2L * EACH,
					(long) (2.5 * EACH) + 502 * 1_000);
		});
	}

	@Test
	void nothingWeighsWhenAllIsDelivered() {
		toServer((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			for (int i = 0; i < 10; i++) {
				LangfuseTrace[] trace = new LangfuseTrace[1];
				langfuse.with(AttributesWeightTests::fill).run(() -> langfuse.observation("trace").observe(() -> {
					trace[0] = langfuse.current().trace();
					describe(trace[0]);
					langfuse.observation("child").input("in").observe(() -> "out");
				}));
				describe(trace[0]);
			}
			assertThat(langfuse.flush(Duration.ofSeconds(20))).isTrue();
			assertThat(this.server.spans()).hasSize(20)
				.allSatisfy((span) -> assertThat(span.text("langfuse.trace.metadata.key0")).hasSize(200));
			assertThat(context.getBean(ExportPipeline.class).status().queueBytes()).isZero();
			assertThat(context.getBean(ExportPipeline.class).status().queueSize()).isZero();
		});
	}

	@Test
	void whatWaitsForTheServerHoldsOnlyWhatWillBeSent() {
		this.server.answerAll((request) -> 503);
		toServer((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			List<WeakReference<String>> originals = observed(langfuse);
			this.server.awaitRequests(1);
			await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
				System.gc();
				assertThat(originals).allMatch((original) -> original.refersTo(null));
			});
			assertThat(context.getBean(ExportPipeline.class).status().queueSize()).isEqualTo(1);
			assertThat(context.getBean(ExportPipeline.class).status().queueBytes()).isBetween(2_000L, 5_000L);
		});
	}

	private static List<WeakReference<String>> observed(Langfuse langfuse) {
		List<WeakReference<String>> originals = new ArrayList<>();
		langfuse.with((attributes) -> attributes.metadata("part", original(originals))).run(() -> {
			langfuse.observation(original(originals)).observe(() -> {
				langfuse.current().trace().metadata("trace", original(originals));
				langfuse.current()
					.input(original(originals))
					.output(List.of(original(originals)))
					.metadata("key", original(originals))
					.model(original(originals))
					.statusMessage(original(originals));
			});
		});
		return originals;
	}

	private static String original(List<WeakReference<String>> originals) {
		String original = "text " + "x".repeat(3_000) + originals.size();
		originals.add(new WeakReference<>(original));
		return original;
	}

	private static void describe(LangfuseTrace trace) {
		for (int i = 0; i < KEYS; i++) {
			trace.metadata("key" + i, "v".repeat(LENGTH));
		}
	}

	private static void fill(TraceAttributes.Builder attributes) {
		for (int i = 0; i < KEYS; i++) {
			attributes.metadata("part" + i, "v".repeat(LENGTH));
		}
	}

	/**
	 * Runs code while an exporter is stuck with a first observation.
	 */
	private void blocked(Consumer<AssertableApplicationContext> code) {
		this.contextRunner.withBean(ObservationExporter.class, () -> (observations) -> {
			this.atGate.incrementAndGet();
			try {
				this.gate.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}).withPropertyValues("langfuse.flush-interval=10ms").run((context) -> {
			context.getBean(Langfuse.class).observation("first").observe(() -> {
			});
			await().until(() -> this.atGate.get() > 0);
			code.accept(context);
			this.gate.countDown();
		});
	}

	private void toServer(Consumer<AssertableApplicationContext> code) {
		this.contextRunner.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()))
			.withPropertyValues("langfuse.flush-interval=10ms", "langfuse.capture.max-text-length=200")
			.run(code::accept);
	}

	/**
	 * Some may be taken until what came last is known to weigh.
	 */
	private static void boundedBy(int traces, AssertableApplicationContext context) {
		ExportStatistics statistics = context.getBean(ExportStatistics.class);
		assertThat(statistics.accepted() - 1).isBetween(traces / 2L, traces + 1L);
		assertThat(statistics.lost().get(LossReason.QUEUE_FULL)).isGreaterThanOrEqualTo(60L - traces - 1);
		assertThat(context.getBean(ExportPipeline.class).status().queueBytes()).isLessThan(MAX_BYTES + 2 * EACH);
	}

}
