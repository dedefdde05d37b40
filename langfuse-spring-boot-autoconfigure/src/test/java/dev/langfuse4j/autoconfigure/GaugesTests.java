/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.actuate.LangfuseEndpoint;
import dev.langfuse4j.actuate.LangfuseHealthIndicator;
import dev.langfuse4j.autoconfigure.actuate.LangfuseEndpointAutoConfiguration;
import dev.langfuse4j.autoconfigure.actuate.LangfuseHealthAutoConfiguration;
import dev.langfuse4j.autoconfigure.actuate.LangfuseMetricsAutoConfiguration;
import dev.langfuse4j.observation.ActiveObservation;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Actuator and Micrometer show the state of the export.
 */
class GaugesTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final LangfuseServer server = new LangfuseServer();

	private final ApplicationContextRunner contextRunner = LangfuseContexts
		.runner(MetricsAutoConfiguration.class, HealthContributorAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class,
				LangfuseHealthAutoConfiguration.class, LangfuseMetricsAutoConfiguration.class,
				LangfuseEndpointAutoConfiguration.class)
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withPropertyValues("langfuse.public-key=pk-lf-0123456789", "langfuse.secret-key=sk-lf-very-secret",
				"langfuse.base-url=" + this.server.url(), "langfuse.export.shutdown-timeout=100ms",
				"langfuse.headers.x-gateway=very-secret", "management.endpoints.web.exposure.include=*",
				"management.endpoints.jmx.exposure.include=*");

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void healthIsUnknownThenUpThenUnknownAgainAndTheApplicationStaysUp() {
		this.contextRunner.withBean("other", AlwaysUp.class).run((context) -> {
			assertThat(health(context).getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(observe(context, LONG)).isTrue();
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			assertThat(health(context).getDetails()).containsKey("lastSuccess")
				.containsEntry("queue", "0 of 20000")
				.containsEntry("breaker", "CLOSED");
			this.server.answerAll((request) -> 401);
			assertThat(observe(context, LONG)).isFalse();
			assertThat(health(context).getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(health(context).getDetails()).containsEntry("queue", "1 of 20000")
				.containsEntry("breaker", "OPEN");
			assertThat(health(context).getDetails().get("lastFailure").toString()).endsWith(": answered 401");
			assertThat(health(context).toString()).doesNotContain("very-secret");
			assertThat(context.getBean(HealthEndpoint.class).health().getStatus()).isEqualTo(Status.UP);
		});
	}

	@Test
	void healthIsDownOnlyWhenAskedTo() {
		this.server.answerAll((request) -> 401);
		this.contextRunner.withBean("other", AlwaysUp.class)
			.withPropertyValues("langfuse.health.down-on-failure=true")
			.run((context) -> {
				assertThat(health(context).getStatus()).isEqualTo(Status.UNKNOWN);
				assertThat(observe(context, LONG)).isFalse();
				assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
				assertThat(context.getBean(HealthEndpoint.class).health().getStatus()).isEqualTo(Status.DOWN);
			});
	}

	@Test
	void healthOfOneThatSendsNothingIsUnknown() {
		this.contextRunner.withPropertyValues("langfuse.enabled=false")
			.run((context) -> assertThat(health(context).getStatus()).isEqualTo(Status.UNKNOWN));
		this.contextRunner.withPropertyValues("management.health.langfuse.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(LangfuseHealthIndicator.class));
		assertThat(this.server.requests()).as("asked by nobody").isEmpty();
	}

	@Test
	void meterCountsUncompressedRequests() {
		this.contextRunner.withPropertyValues("langfuse.export.compression=none").run((context) -> {
			assertThat(observe(context, LONG)).isTrue();
			assertThat(count(context.getBean(MeterRegistry.class), "langfuse.export.requests.uncompressed", "project",
					"default"))
				.isEqualTo(1);
		});
	}

	@Test
	void metersShowWhatHappened() {
		this.server.answer(503, "{}").answer(400, "{}");
		this.contextRunner.withPropertyValues("langfuse.export.initial-backoff=10ms").run((context) -> {
			assertThat(observe(context, LONG)).as("503, then refused").isFalse();
			assertThat(observe(context, LONG)).isTrue();
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			try (ActiveObservation open = context.getBean(Langfuse.class).observation("open").start()) {
				assertThat(open.isRecording()).isTrue();
				assertThat(registry.get("langfuse.observations.open").gauge().value()).isEqualTo(1);
			}
			assertThat(count(registry, "langfuse.observations.accepted")).isEqualTo(3);
			assertThat(count(registry, "langfuse.observations.delivered")).isEqualTo(1);
			assertThat(count(registry, "langfuse.observations.lost", "reason", "rejected", "project", "default"))
				.isEqualTo(1);
			assertThat(count(registry, "langfuse.observations.lost", "reason", "queue-full", "project", "default"))
				.isZero();
			assertThat(registry.get("langfuse.observations.open").gauge().value()).isZero();
			assertThat(registry.get("langfuse.export.queue.size").gauge().value()).isEqualTo(1);
			assertThat(registry.get("langfuse.export.queue").gauge().value()).isPositive();
			assertThat(registry.get("langfuse.export.spill").gauge().value()).isZero();
			assertThat(registry.get("langfuse.export.batch.size").summary().max()).isEqualTo(1);
			assertThat(registry.get("langfuse.export.encode").timer().count()).isEqualTo(2);
			for (String outcome : new String[] { "delivered", "retry", "rejected" }) {
				assertThat(registry.get("langfuse.export.requests").tag("outcome", outcome).timer().count()).as(outcome)
					.isEqualTo(1);
			}
			assertThat(registry.get("langfuse.capture").functionTimer().count()).isEqualTo(2);
			assertThat(registry.get("langfuse.capture").functionTimer().totalTime(TimeUnit.NANOSECONDS)).isPositive();
		});
	}

	@Test
	void endpointShowsConfigurationAndCountersWithoutSecretsAndFlushes() {
		this.contextRunner.run((context) -> {
			LangfuseEndpoint endpoint = context.getBean(LangfuseEndpoint.class);
			context.getBean(Langfuse.class).observation("a").start().close();
			assertThat(endpoint.flush(null)).isEqualTo(Map.of("delivered", true));
			this.server.answerAll((request) -> 401);
			assertThat(observe(context, Duration.ofMillis(500))).isFalse();
			String text = JsonMapper.shared().writeValueAsString(endpoint.status());
			JsonNode answer = JsonMapper.shared().readTree(text);
			assertThat(answer.at("/configuration/server").asString()).isEqualTo(this.server.url());
			assertThat(answer.at("/configuration/publicKey").asString()).isEqualTo("pk-lf-01…");
			assertThat(answer.at("/observations/delivered").asInt()).isEqualTo(1);
			assertThat(answer.at("/observations/lost/queue-full").asInt(-1)).isZero();
			assertThat(answer.at("/export/lastFailures/0/cause").asString()).isEqualTo("answered 401");
			assertThat(answer.at("/export/oldestBatchAge").isMissingNode()).isFalse();
			assertThat(text).doesNotContain("very-secret").doesNotContain("0123456789");
			assertThat(endpoint.flush(Duration.ofMillis(10))).isEqualTo(Map.of("delivered", false));
		});
	}

	private static Health health(ApplicationContext context) {
		return context.getBean(LangfuseHealthIndicator.class).health();
	}

	private static boolean observe(ApplicationContext context, Duration timeout) {
		Langfuse langfuse = context.getBean(Langfuse.class);
		langfuse.observation("a").input(Map.of("question", "why")).start().close();
		return langfuse.flush(timeout);
	}

	private static double count(MeterRegistry registry, String name, String... tags) {
		return registry.get(name).tags(tags).functionCounter().count();
	}

	static class AlwaysUp implements HealthIndicator {

		@Override
		public Health health() {
			return Health.up().build();
		}

	}

}
