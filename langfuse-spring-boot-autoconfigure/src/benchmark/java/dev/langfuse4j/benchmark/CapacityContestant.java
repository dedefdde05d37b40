/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.export.ExportStatistics;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.Assert;

/**
 * Takes part in {@link Capacity}: records calls and sends them.
 */
interface CapacityContestant extends AutoCloseable {

	static CapacityContestant open(Kind kind, String url) {
		return switch (kind) {
			case FLOOR -> new Floor();
			case OTEL_SDK, OTEL_SDK_LARGE_QUEUE -> new Otel(kind, url);
			default -> new Ours(kind, url);
		};
	}

	Service service();

	/**
	 * Observations that were taken.
	 */
	long accepted();

	/**
	 * Observations that a server has confirmed.
	 */
	long delivered();

	/**
	 * Waits until nothing is under way.
	 */
	void flush();

	/**
	 * The beginning of the name of the threads that write and compress.
	 */
	String worker();

	@Override
	void close();

	/**
	 * The kinds of contestants, by their properties.
	 */
	enum Kind {

		FLOOR("floor"),

		DISABLED("`langfuse.enabled=false`", "langfuse.enabled=false"),

		OURS("`@Observe`"),

		OURS_PLAIN("`@Observe`, no compression", "langfuse.export.compression=none"),

		OTEL_SDK("`otelsdk`"),

		OURS_LARGE_QUEUE("`@Observe`", "langfuse.export.max-queue-size=100000", "langfuse.export.max-queue-bytes=700MB",
				"langfuse.export.max-total-queue-bytes=700MB"),

		OURS_LARGE_QUEUE_GZIP("`@Observe`, gzip", "langfuse.export.max-queue-size=100000",
				"langfuse.export.max-queue-bytes=700MB", "langfuse.export.max-total-queue-bytes=700MB",
				"langfuse.export.compression=gzip"),

		OURS_LARGE_QUEUE_PLAIN("`@Observe`, no compression", "langfuse.export.max-queue-size=100000",
				"langfuse.export.max-queue-bytes=700MB", "langfuse.export.max-total-queue-bytes=700MB",
				"langfuse.export.compression=none"),

		OTEL_SDK_LARGE_QUEUE("`otelsdk`", Contexts.OpenTelemetry.QUEUE + "=100000");

		private final String description;

		private final List<String> properties;

		Kind(String description, String... properties) {
			this.description = description;
			this.properties = List.of(properties);
		}

		String description() {
			return this.description;
		}

		boolean records() {
			return this != DISABLED;
		}

		boolean sends() {
			return this != FLOOR && this != DISABLED;
		}

		boolean largeQueue() {
			return this.properties.stream().anyMatch((property) -> property.contains("queue"));
		}

		ConfigurableApplicationContext start(Class<?> configuration, String... more) {
			List<String> all = new ArrayList<>(this.properties);
			all.addAll(List.of(more));
			all.add("logging.level.root=error");
			return new SpringApplicationBuilder(configuration).web(WebApplicationType.NONE)
				.properties(all.toArray(new String[0]))
				.run();
		}

	}

	final class Floor implements CapacityContestant {

		private final FloorZip service = new FloorZip();

		@Override
		public Service service() {
			return this.service;
		}

		@Override
		public long accepted() {
			return this.service.observations();
		}

		@Override
		public long delivered() {
			return this.service.observations();
		}

		@Override
		public void flush() {
		}

		@Override
		public String worker() {
			return "none";
		}

		@Override
		public void close() {
		}

	}

	final class Ours implements CapacityContestant {

		private static final Duration PATIENCE = Duration.ofSeconds(60);

		private final ConfigurableApplicationContext context;

		private final ExportStatistics statistics;

		Ours(Kind kind, String url) {
			this.context = kind.start(Contexts.Ours.class, "langfuse.public-key=pk-lf-benchmark",
					"langfuse.secret-key=sk-lf-benchmark", "langfuse.base-url=" + url);
			this.statistics = this.context.getBean(ExportStatistics.class);
		}

		@Override
		public Service service() {
			return this.context.getBean("service", Service.class);
		}

		@Override
		public long accepted() {
			return this.statistics.accepted();
		}

		@Override
		public long delivered() {
			return this.statistics.delivered();
		}

		@Override
		public void flush() {
			// It also says false if there was no room for a call
			this.context.getBean(Langfuse.class).flush(PATIENCE);
			Assert.state(accepted() == delivered(), "Not flushed");
		}

		@Override
		public String worker() {
			return "langfuse-export";
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

	final class Otel implements CapacityContestant {

		private final ConfigurableApplicationContext context;

		private final OtelSdk sdk;

		Otel(Kind kind, String url) {
			this.context = kind.start(Contexts.OpenTelemetry.class, Contexts.OpenTelemetry.URL + "=" + url);
			this.sdk = this.context.getBean(OtelSdk.class);
		}

		@Override
		public Service service() {
			return this.context.getBean("service", Service.class);
		}

		@Override
		public long accepted() {
			return this.sdk.ended();
		}

		@Override
		public long delivered() {
			return this.sdk.delivered();
		}

		@Override
		public void flush() {
			this.sdk.flush();
		}

		@Override
		public String worker() {
			return "BatchSpanProcessor";
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

}
