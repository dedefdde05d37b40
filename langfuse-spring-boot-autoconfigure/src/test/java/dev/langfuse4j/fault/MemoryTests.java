/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many traces, a long one, a large one.
 */
class MemoryTests {

	private static final Pattern GROWN = Pattern.compile("HEAP grown by (-?\\d+) bytes");

	private final LangfuseServer server = new LangfuseServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void traceOfTenThousandObservationsArrives() {
		run((langfuse) -> {
			langfuse.observation("root").observe(() -> {
				for (int i = 0; i < 10_000; i++) {
					langfuse.observation("child").input(i).observe(() -> {
					});
				}
			});
			assertThat(langfuse.flush(Duration.ofSeconds(30))).isTrue();
			List<Span> spans = this.server.spans();
			assertThat(spans).hasSize(10_001);
			String root = this.server.span("root").id();
			assertThat(spans).filteredOn((span) -> root.equals(span.parentId())).hasSize(10_000);
			assertThat(spans).extracting(Span::traceId).containsOnly(spans.get(0).traceId());
		});
	}

	@Test
	void observationOfAMegabyteArrives() {
		run((langfuse) -> {
			List<String> texts = new ArrayList<>();
			for (int i = 0; i < 5; i++) {
				texts.add((char) ('a' + i) + "word ".repeat(38_000));
			}
			langfuse.observation("large").input(texts).observe(() -> {
			});
			assertThat(langfuse.flush(Duration.ofSeconds(30))).isTrue();
			assertThat(this.server.span("large").text("langfuse.observation.input")).hasSizeGreaterThan(950_000)
				.startsWith("[\"aword ")
				.contains("\"eword ");
		});
	}

	/**
	 * 120 MB of attributes, of which the queue may hold 8.
	 */
	@Test
	void attributesOfTracesStayWithinTheBoundsOfTheQueue() {
		Map<String, Long> result = withAttributes("80m", 600, "8MB");
		assertThat(result.get("delivered")).isPositive();
		assertThat(result.get("delivered") + result.get("lost")).isEqualTo(600);
		assertThat(result.get("queueFull")).isEqualTo(result.get("lost"));
	}

	@Test
	@EnabledIfSystemProperty(named = "langfuse.test.soak", matches = "true")
	void attributesOfManyTracesStayWithinTheDefaultBounds() {
		Map<String, Long> result = withAttributes("256m", 60_000, "64MB");
		assertThat(result.get("delivered") + result.get("lost")).isEqualTo(60_000);
		Report.row("60,000 traces with 50 values of 4,000 characters, heap of 256 MB",
				result.get("delivered") + " delivered, " + result.get("queueFull") + " found the queue full");
	}

	private Map<String, Long> withAttributes(String heap, int calls, String maxBytes) {
		// Nothing but the bytes makes a batch
		try (LoadProcess load = new LoadProcess(heap, this.server.url(), "load.calls=" + calls, "load.attributes=50",
				"langfuse.flush-at=100000", "langfuse.flush-interval=1h", "langfuse.export.max-queue-size=100000",
				"langfuse.export.max-queue-bytes=" + maxBytes)) {
			return load.result();
		}
	}

	@Test
	@EnabledIfSystemProperty(named = "langfuse.test.soak", matches = "true")
	void millionTracesGoThroughASmallHeap() {
		ScheduledExecutorService forgetful = Executors.newSingleThreadScheduledExecutor();
		// What the stand-in remembers is not ours
		forgetful.scheduleAtFixedRate(this.server.requests()::clear, 1, 1, TimeUnit.SECONDS);
		try (LoadProcess load = new LoadProcess("256m", this.server.url(), "load.calls=1000000",
				"load.max-waiting=10000")) {
			Map<String, Long> result = load.result();
			assertThat(result).containsEntry("observed", 1_000_000L)
				.containsEntry("delivered", 1_000_000L)
				.containsEntry("lost", 0L);
			Matcher grown = GROWN.matcher(load.output());
			assertThat(grown.find()).as(load.output()).isTrue();
			Report.row("a million traces, heap of 256 MB", "heap grown by " + grown.group(1) + " bytes");
			assertThat(Long.parseLong(grown.group(1))).isLessThan(10_000_000);
		}
		finally {
			forgetful.shutdownNow();
		}
	}

	private void run(Consumer<Langfuse> code) {
		LangfuseContexts.runner()
			.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()))
			.run((context) -> code.accept(context.getBean(Langfuse.class)));
	}

}
