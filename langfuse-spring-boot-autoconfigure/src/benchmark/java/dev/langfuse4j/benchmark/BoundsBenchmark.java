/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Capture;
import dev.langfuse4j.annotation.Observe;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.Assert;

/**
 * What an argument costs that is far too large to be recorded: the limits bound time and
 * memory on the caller's thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BoundsBenchmark {

	private static final Map<String, Supplier<Object>> VALUES = Map.of("usual", () -> Payloads.chats()[0],
			"10M-elements", () -> Collections.nCopies(10_000_000, 1), "500MB-bytes",
			() -> Collections.nCopies(500, new byte[1024 * 1024]), "500MB-texts",
			() -> Collections.nCopies(50, "text ".repeat(2_000_000)), "1M-beans",
			() -> Collections.nCopies(1_000, Collections.nCopies(1_000, Payloads.answer())), "endless",
			() -> (Iterable<Integer>) BoundsBenchmark::endless, "itself", BoundsBenchmark::itself, "exponential",
			BoundsBenchmark::exponential);

	/**
	 * What the argument is; {@code usual} are the 20 messages of S3.
	 */
	@Param({ "usual", "10M-elements", "500MB-bytes", "500MB-texts", "1M-beans", "endless", "itself", "exponential" })
	public String contestant;

	private ConfigurableApplicationContext context;

	private Taker taker;

	private Object value;

	@Setup(Level.Trial)
	public void open() {
		this.value = VALUES.get(this.contestant).get();
		this.context = new SpringApplicationBuilder(Contexts.Ours.class, Contexts.Discarding.class, Taker.class)
			.web(WebApplicationType.NONE)
			.properties("logging.level.root=warn")
			.run();
		this.taker = this.context.getBean(Taker.class);
		take();
		this.context.getBean(Langfuse.class).flush(Duration.ofSeconds(10));
		Assert.state(this.context.getBean(DiscardingExporter.class).first().get(0).input() != null,
				"The argument was not captured");
	}

	@TearDown(Level.Trial)
	public void close() {
		this.context.close();
	}

	@Benchmark
	public int take() {
		return this.taker.take(this.value);
	}

	private static Iterator<Integer> endless() {
		return Stream.iterate(1, (number) -> number + 1).iterator();
	}

	private static Object itself() {
		Map<String, Object> map = new HashMap<>();
		map.put("self", List.of(map));
		return map;
	}

	private static Object exponential() {
		Object value = "leaf";
		for (int i = 0; i < 15; i++) {
			value = Collections.nCopies(1_000, value);
		}
		return value;
	}

	static class Taker {

		@Observe(captureOutput = Capture.OFF)
		public int take(Object value) {
			return 1;
		}

	}

}
