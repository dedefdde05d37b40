/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.observation.ObservationData;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.sdk.trace.data.SpanData;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.Assert;

/**
 * One way to make a call, opened. Before anything is measured, {@link #verify} makes sure
 * that it does what its name says.
 */
abstract class Contestant implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	static Contestant open(String name) {
		return switch (name) {
			case "raw" -> new Raw();
			case "floor" -> new Floor(FloorQueue.wakingItsThread());
			case "floorlean" -> new Floor(FloorQueue.drainedByTimer());
			default -> new InContext(Mode.valueOf(name.toUpperCase(Locale.ROOT)));
		};
	}

	abstract Service service();

	/**
	 * Fails if a call does not leave what it should.
	 */
	abstract void verify(Scenario scenario);

	/**
	 * Observations that were taken.
	 */
	abstract long accepted();

	/**
	 * Observations for which there was no room: dropping is cheap, and must not pass for
	 * speed.
	 */
	abstract long lost();

	@Override
	public abstract void close();

	/**
	 * The kinds of application, by configurations and properties.
	 */
	private enum Mode {

		DEFAULTS(true, List.of(Contexts.Ours.class, Contexts.Discarding.class)),

		WRITTEN(true, List.of(Contexts.Ours.class, Contexts.Writing.class)),

		METERS(true, List.of(Contexts.Ours.class, Contexts.Discarding.class, Contexts.Meters.class)),

		TRACING(true,
				List.of(Contexts.Ours.class, Contexts.Discarding.class, Contexts.Meters.class, Contexts.Tracing.class)),

		NOMETRICS(true,
				List.of(Contexts.Ours.class, Contexts.Discarding.class, Contexts.Meters.class, Contexts.Tracing.class),
				"langfuse.observe.metrics=false"),

		SAMPLEDOUT(false, List.of(Contexts.Ours.class, Contexts.Discarding.class), "langfuse.sample-rate=0"),

		DISABLED(false, List.of(Contexts.Ours.class, Contexts.Discarding.class), "langfuse.enabled=false"),

		UNANNOTATED(false, List.of(Contexts.Ours.class, Contexts.Discarding.class)),

		ASPECT(false, List.of(Contexts.Advised.class)),

		OTELSDK(true, List.of(Contexts.OpenTelemetry.class)),

		OBSERVED(false, List.of(Contexts.Observed.class, Contexts.Meters.class, Contexts.Tracing.class),
				"management.observations.annotations.enabled=true");

		private final boolean recording;

		private final List<Class<?>> sources;

		private final String[] properties;

		Mode(boolean recording, List<Class<?>> sources, String... properties) {
			this.recording = recording;
			this.sources = sources;
			this.properties = properties;
		}

		ConfigurableApplicationContext start() {
			List<String> all = new ArrayList<>(List.of(this.properties));
			all.add("management.tracing.sampling.probability=1");
			all.add("logging.level.root=warn");
			SpringApplication application = new SpringApplicationBuilder(this.sources.toArray(new Class<?>[0]))
				.web(WebApplicationType.NONE)
				.properties(all.toArray(new String[0]))
				.build();
			return application.run();
		}

	}

	private static final class Raw extends Contestant {

		private final Service service = new PlainService(new PlainService(null));

		@Override
		Service service() {
			return this.service;
		}

		@Override
		void verify(Scenario scenario) {
		}

		@Override
		long accepted() {
			return 0;
		}

		@Override
		long lost() {
			return 0;
		}

		@Override
		public void close() {
		}

	}

	private static final class Floor extends Contestant {

		private final FloorQueue queue;

		private final Service service;

		Floor(FloorQueue queue) {
			this.queue = queue;
			this.service = new FloorService(new PlainService(new FloorService(new PlainService(null), queue)), queue);
		}

		@Override
		Service service() {
			return this.service;
		}

		@Override
		void verify(Scenario scenario) {
			scenario.call(this.service, scenario.inputs()[0]);
			long end = System.nanoTime() + PATIENCE.toNanos();
			while (this.queue.taken() < scenario.observations() && System.nanoTime() < end) {
				Thread.onSpinWait();
			}
			Assert.state(this.queue.taken() == scenario.observations(), "The floor has not recorded the call");
		}

		@Override
		long accepted() {
			return this.queue.taken();
		}

		@Override
		long lost() {
			return this.queue.lost();
		}

		@Override
		public void close() {
			this.queue.close();
		}

	}

	private static final class InContext extends Contestant {

		private final Mode mode;

		private final ConfigurableApplicationContext context;

		private final Service service;

		InContext(Mode mode) {
			this.mode = mode;
			this.context = mode.start();
			this.service = this.context.getBean((mode == Mode.UNANNOTATED) ? "plain" : "service", Service.class);
		}

		@Override
		Service service() {
			return this.service;
		}

		@Override
		void verify(Scenario scenario) {
			Assert.state(AopUtils.isAopProxy(this.service) == (this.mode != Mode.UNANNOTATED),
					"Annotated beans have a proxy, others have none");
			scenario.call(this.service, scenario.inputs()[0]);
			if (this.mode == Mode.OTELSDK) {
				verifySpans(scenario);
			}
			else if (this.mode != Mode.ASPECT && this.mode != Mode.OBSERVED) {
				verifyObservations(scenario);
			}
			verifyMeters(scenario);
		}

		private void verifyObservations(Scenario scenario) {
			Assert.state(this.context.getBean(Langfuse.class).flush(PATIENCE), "Not flushed");
			List<ObservationData> observations = this.context.getBean(DiscardingExporter.class).first();
			Assert.state(observations.size() == (this.mode.recording ? scenario.observations() : 0),
					() -> this.mode + " has recorded " + observations.size() + " observations");
			for (ObservationData observation : observations) {
				Assert.state(observation.input() != null && observation.output() != null,
						"Recorded without input or output");
				Assert.state(observation.trace().traceId().equals(observations.get(0).trace().traceId()),
						"Recorded in two traces");
			}
			if (this.mode == Mode.WRITTEN) {
				Assert.state(this.context.getBean(DiscardingExporter.class).written() > 0, "Nothing was written");
			}
		}

		private void verifySpans(Scenario scenario) {
			OtelSdk sdk = this.context.getBean(OtelSdk.class);
			sdk.flush();
			Assert.state(sdk.first().size() == scenario.observations(), "Spans are missing");
			for (SpanData span : sdk.first()) {
				Assert.state(
						span.getAttributes().get(OtelAspect.INPUT) != null
								&& span.getAttributes().get(OtelAspect.OUTPUT) != null,
						"A span without input or output");
			}
		}

		/**
		 * Meters and spans there are exactly where the application wants them.
		 */
		private void verifyMeters(Scenario scenario) {
			boolean handlers = this.mode.sources.contains(Contexts.Meters.class);
			if (handlers) {
				String meter = (this.mode == Mode.OBSERVED) ? "method.observed" : "langfuse.observe";
				long timed = this.context.getBean(MeterRegistry.class)
					.find(meter)
					.timers()
					.stream()
					.mapToLong((timer) -> timer.count())
					.sum();
				Assert.state(timed == ((this.mode == Mode.NOMETRICS) ? 0 : scenario.observations()),
						() -> this.mode + " has timed " + timed + " calls");
				Assert.state(!this.context.getBean(ObservationRegistry.class).isNoop(), "Nobody observes");
			}
			if (this.mode.sources.contains(Contexts.Tracing.class)) {
				Assert.state(Boolean.TRUE.equals(this.context.getBean(Tracer.class).nextSpan().context().sampled()),
						"Spans are not sampled");
			}
		}

		@Override
		long accepted() {
			if (this.mode == Mode.OTELSDK) {
				return this.context.getBean(OtelSdk.class).delivered();
			}
			return this.context.getBeanProvider(ExportStatistics.class)
				.stream()
				.mapToLong(ExportStatistics::accepted)
				.sum();
		}

		@Override
		long lost() {
			if (this.mode == Mode.OTELSDK) {
				// Some of these are in the queue
				OtelSdk sdk = this.context.getBean(OtelSdk.class);
				return sdk.ended() - sdk.delivered();
			}
			return this.context.getBeanProvider(ExportStatistics.class)
				.stream()
				.mapToLong((statistics) -> statistics.lost().values().stream().mapToLong(Long::longValue).sum())
				.sum();
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

}
