/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.ExportStatus;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Settings of which a sum or a product does not fit its type.
 */
class ExtremeSettingsTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final LangfuseServer server = new LangfuseServer();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner()
		.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void largestValuesOfAllSettingsDeliver(@TempDir Path directory) throws IOException {
		List<String> values = new ArrayList<>(largest());
		assertThat(values).hasSizeGreaterThan(15);
		values.add("langfuse.export.spill.directory=" + directory);
		values.add("langfuse.projects.red.public-key=pk-lf-red");
		values.add("langfuse.projects.red.secret-key=sk-lf-red");
		this.contextRunner.withPropertyValues(values.toArray(String[]::new)).run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("a").start().close();
			langfuse.project("red").run(() -> langfuse.observation("b").start().close());
			awaitIdleExportThread();
			assertThat(langfuse.flush(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
			assertThat(langfuse.flushMono(Duration.ofSeconds(Long.MAX_VALUE)).block(LONG)).isTrue();
			ExportStatistics statistics = context.getBean(ExportStatistics.class);
			ExportStatus status = context.getBean(ExportPipeline.class).status();
			assertThat(status.maxQueueSize()).isEqualTo(Integer.MAX_VALUE);
			assertThat(status.maxQueueBytes()).isPositive();
			this.server.answer(503, "{}").answer(503, "{}");
			langfuse.observation("c").start().close();
			assertThat(langfuse.flush(Duration.ofMillis(300))).as("waits for the second retry").isFalse();
			awaitIdleExportThread();
			context.close();
			assertThat(statistics.undelivered()).isZero();
			assertThat(this.server.spans()).hasSize(3);
		});
	}

	/**
	 * Returns each property of the metadata with the largest value of its type.
	 */
	private static List<String> largest() throws IOException {
		List<String> values = new ArrayList<>();
		try (InputStream in = new ClassPathResource("META-INF/spring-configuration-metadata.json").getInputStream()) {
			for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
				String name = property.path("name").asString();
				String value = switch (property.path("type").asString()) {
					case "java.lang.Integer" -> Integer.toString(Integer.MAX_VALUE);
					case "org.springframework.util.unit.DataSize" -> Long.MAX_VALUE + "B";
					case "java.time.Duration", "dev.langfuse4j.autoconfigure.SecondsOrDuration" ->
						Long.MAX_VALUE / 86_400 + "d";
					default -> "";
				};
				if (name.startsWith("langfuse.") && !name.startsWith("langfuse.proxy.") && !value.isEmpty()) {
					values.add(name + "=" + value);
				}
			}
		}
		return values;
	}

	/**
	 * The first request of a virtual machine may take more, before it is idle.
	 */
	private static void awaitIdleExportThread() {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		AtomicLong before = new AtomicLong(cpuTime(threads));
		await().during(Duration.ofMillis(200)).atMost(LONG).until(() -> {
			long now = cpuTime(threads);
			boolean idle = now - before.get() < Duration.ofMillis(60).toNanos();
			if (!idle) {
				before.set(now);
			}
			return idle;
		});
	}

	private static long cpuTime(ThreadMXBean threads) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("langfuse-export"))
			.mapToLong((thread) -> Math.max(0, threads.getThreadCpuTime(thread.getId())))
			.sum();
	}

}
