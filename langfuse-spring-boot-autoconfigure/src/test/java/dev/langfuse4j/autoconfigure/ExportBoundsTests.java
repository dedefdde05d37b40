/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The export of a project takes a bounded share of the application's resources.
 */
class ExportBoundsTests {

	private static final long MB = 1_024 * 1_024;

	private final LangfuseServer server = new LangfuseServer();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.plainRunner()
		.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void projectsShareTheMemoryOfTheirQueuesEqually() {
		several().withPropertyValues("langfuse.export.max-total-queue-bytes=24MB")
			.run((context) -> assertQueueBytes(context.getBean(ExportPipeline.class), 8 * MB));
	}

	@Test
	void shareIsNoLargerThanOneQueueMayBe() {
		several()
			.withPropertyValues("langfuse.export.max-total-queue-bytes=24MB", "langfuse.export.max-queue-bytes=5MB")
			.run((context) -> assertQueueBytes(context.getBean(ExportPipeline.class), 5 * MB));
	}

	@Test
	void endTakesNoLongerThanAPhaseOfTheLifecycle() {
		CountDownLatch end = new CountDownLatch(1);
		this.server.answerAll((request) -> {
			await(end);
			return 200;
		});
		this.contextRunner
			.withPropertyValues("langfuse.export.shutdown-timeout=20s",
					"spring.lifecycle.timeout-per-shutdown-phase=200ms")
			.run((context) -> {
				context.getBean(Langfuse.class).observation("a").start().close();
				long start = System.nanoTime();
				context.close();
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
				end.countDown();
			});
	}

	private ApplicationContextRunner several() {
		return this.contextRunner.withPropertyValues("langfuse.projects.red.public-key=pk-lf-red",
				"langfuse.projects.red.secret-key=sk-lf-red", "langfuse.projects.blue.public-key=pk-lf-blue",
				"langfuse.projects.blue.secret-key=sk-lf-blue");
	}

	private static void assertQueueBytes(ExportPipeline pipeline, long expected) {
		assertThat(pipeline.gauges().projects()).containsExactlyInAnyOrder("default", "red", "blue")
			.allSatisfy((project) -> assertThat(pipeline.gauges().status(project).maxQueueBytes()).isEqualTo(expected));
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
