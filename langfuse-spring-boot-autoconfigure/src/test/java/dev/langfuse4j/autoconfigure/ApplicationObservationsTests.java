/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.Map;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.autoconfigure.TestServices.Assistant;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.RecordingExporter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationRegistryCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Langfuse leaves the application's own observations, meters and traces as they are.
 */
class ApplicationObservationsTests {

	private final RecordingExporter exporter = new RecordingExporter();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner()
		.withUserConfiguration(TestServices.class)
		.withBean(RecordingExporter.class, () -> this.exporter);

	private final ApplicationContextRunner withMetrics = this.contextRunner
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class));

	@Test
	void whenOursIsTheOnlyHandlerNothingElseGoesLive() {
		this.contextRunner.run((context) -> {
			assertThat(isLive(context)).isFalse();
			context.getBean(Assistant.class).answer("x", 1);
			flush(context);
			assertThat(this.exporter.names()).contains("answer");
		});
	}

	@Test
	void whenTheApplicationHasAHandlerItsObservationsAreItsOwn() {
		this.contextRunner.withBean("other", ObservationHandler.class, Ignoring::new)
			.run((context) -> assertThat(isLive(context)).isTrue());
	}

	@Test
	void whenTheApplicationCustomizesTheRegistryItsObservationsAreItsOwn() {
		this.contextRunner
			.withBean(ObservationRegistryCustomizer.class,
					() -> (registry) -> registry.observationConfig().observationHandler(new Ignoring()))
			.run((context) -> assertThat(isLive(context)).isTrue());
	}

	@Test
	void whenTheApplicationHasItsOwnRegistryItsObservationsAreItsOwn() {
		this.contextRunner.withBean(ObservationRegistry.class, TestObservationRegistry::create)
			.run((context) -> assertThat(isLive(context)).isTrue());
	}

	@Test
	void whenDisabledNothingGoesLive() {
		this.contextRunner.withPropertyValues("langfuse.enabled=false")
			.run((context) -> assertThat(isLive(context)).isFalse());
	}

	@Test
	void metersSeeObservedMethodsWithoutContent() {
		this.withMetrics.run((context) -> {
			context.getBean(Assistant.class).answer("captured content", 1);
			flush(context);
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(meters.get("langfuse.observe").tag("code.function", "answer").timer().getId().getTags())
				.containsExactlyInAnyOrder(Tag.of("langfuse.type", "span"),
						Tag.of("code.namespace", Assistant.class.getName()), Tag.of("code.function", "answer"),
						Tag.of("error", "none"));
			assertThat(meters.getMeters().toString()).doesNotContain("captured");
			assertThat(meters.getMeters()).extracting((meter) -> meter.getId().getName())
				.as("no meter for an event")
				.doesNotContain("langfuse.observe.cache miss");
		});
	}

	@Test
	void observationsMadeByHandAreTaggedWithTheirTypeOnly() {
		this.withMetrics.run((context) -> {
			context.getBean(Langfuse.class).observation("captured name").observe(() -> {
			});
			assertThat(context.getBean(MeterRegistry.class).get("langfuse.observe").timer().getId().getTags())
				.containsExactlyInAnyOrder(Tag.of("langfuse.type", "span"), Tag.of("error", "none"));
		});
	}

	@Test
	void metersCanBeSpared() {
		this.withMetrics.withPropertyValues("langfuse.observe.metrics=false").run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			Observation.createNotStarted("other", context.getBean(ObservationRegistry.class))
				.observe(() -> context.getBean(Assistant.class).answer("x", 1));
			flush(context);
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(meters.find("langfuse.observe").timer()).isNull();
			assertThat(meters.find("other").timer()).isNotNull();
			assertThat(this.exporter.named("llm").parentId()).isEqualTo(this.exporter.named("answer").id());
			assertThat(langfuse.current().isRecording()).isFalse();
		});
	}

	@Test
	void predicateOfTheApplicationCanTurnObservedMethodsOff() {
		this.contextRunner.withPropertyValues("management.observations.enable.langfuse=false").run((context) -> {
			assertThat(context.getBean(Assistant.class).open("x")).isEqualTo("x");
			flush(context);
			assertThat(this.exporter.all()).isEmpty();
		});
	}

	@Test
	void argumentsAreNotTouchedUnlessRecorded() {
		for (String property : new String[] { "langfuse.enabled=false", "langfuse.sample-rate=0",
				"langfuse.capture.mode=metadata-only", "management.observations.enable.langfuse=false" }) {
			this.contextRunner.withPropertyValues(property).run((context) -> {
				BoobyTrapped trapped = new BoobyTrapped();
				context.getBean(Assistant.class).trapped(trapped);
				flush(context);
				assertThat(trapped.touched).as(property).isNull();
			});
		}
		LangfuseContexts.runner().withUserConfiguration(TestServices.class).run((context) -> {
			BoobyTrapped trapped = new BoobyTrapped();
			context.getBean(Assistant.class).trapped(trapped);
			assertThat(trapped.touched).as("without an exporter").isNull();
		});
		this.exporter.all().clear();
		this.contextRunner.run((context) -> {
			BoobyTrapped trapped = new BoobyTrapped();
			context.getBean(Assistant.class).trapped(trapped);
			flush(context);
			assertThat(trapped.touched).as("when recorded").isEqualTo("toString");
			assertThat(RecordingExporter.text(this.exporter.named("trapped").input()))
				.isEqualTo("{\"trapped\":{\"value\":\"<not captured: IllegalStateException>\"}}");
		});
	}

	private static boolean isLive(ApplicationContext context) {
		Observation observation = Observation.createNotStarted("http.server.requests",
				context.getBean(ObservationRegistry.class));
		return !observation.isNoop();
	}

	private static void flush(ApplicationContext context) {
		assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(10))).isTrue();
	}

	static class BoobyTrapped {

		private String touched;

		public Map<String, String> getValue() {
			this.touched = "getValue";
			throw new IllegalStateException("touched");
		}

		@Override
		public boolean equals(Object other) {
			this.touched = "equals";
			throw new IllegalStateException("touched");
		}

		@Override
		public int hashCode() {
			this.touched = "hashCode";
			throw new IllegalStateException("touched");
		}

		@Override
		public String toString() {
			this.touched = "toString";
			throw new IllegalStateException("touched");
		}

	}

	static class Ignoring implements ObservationHandler<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
