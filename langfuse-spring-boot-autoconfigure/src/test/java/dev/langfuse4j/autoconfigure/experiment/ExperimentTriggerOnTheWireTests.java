/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.experiment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import dev.langfuse4j.experiment.trigger.ExperimentDefinition;
import dev.langfuse4j.experiment.trigger.ExperimentRequest;
import dev.langfuse4j.experiment.trigger.ExperimentTrigger;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.WebhookSender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The endpoint that starts experiments in servers of both kinds.
 */
@ExtendWith(OutputCaptureExtension.class)
class ExperimentTriggerOnTheWireTests {

	private static final String PATH = "/langfuse/webhooks/experiments";

	private static final String EXCLUDED = String.join(",",
			"org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
			"org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration");

	private static final String[] ENABLED = { "langfuse.experiments.trigger.enabled=true",
			"langfuse.experiments.trigger.secret=" + WebhookSender.SECRET,
			"langfuse.observe.include=http.server.requests" };

	private final WebhookSender webhooks = new WebhookSender(PATH);

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void experimentOfTheDatasetRunsOnceAtATime(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext context = start(type, ENABLED)) {
			Definition definition = context.getBean(Definition.class);
			ExperimentTrigger trigger = context.getBean(ExperimentTrigger.class);
			String run = request("team/qa", ",\"payload\":{\"model\":\"m\"}");
			String signed = WebhookSender.sign(run);
			assertThat(this.webhooks.post(context, "t=1,v1=0", run)).isEqualTo(401);
			assertThat(this.webhooks.post(context, null, run)).isEqualTo(401);
			assertThat(this.webhooks.post(context, WebhookSender.sign(run, Instant.now().minusSeconds(600)), run))
				.as("old")
				.isEqualTo(401);
			assertThat(this.webhooks.post(context, signed, run + " ")).as("changed").isEqualTo(401);
			assertThat(definition.requests).isEmpty();
			assertThat(this.webhooks.post(context, signed, run)).isEqualTo(202);
			await().atMost(Duration.ofSeconds(30)).until(() -> definition.requests.size() == 1);
			assertThat(definition.requests)
				.containsExactly(new ExperimentRequest("p", "d", "team/qa", Map.of("model", "m")));
			String other = request("team/qa", ",\"payload\":null");
			assertThat(this.webhooks.post(context, WebhookSender.sign(other), other)).as("runs").isEqualTo(409);
			definition.release.countDown();
			await().atMost(Duration.ofSeconds(30)).until(() -> trigger.running().isEmpty());
			assertThat(this.webhooks.post(context, signed, run)).as("replayed").isEqualTo(409);
			assertThat(this.webhooks.post(context, WebhookSender.sign(other), other)).isIn(202, 409);
			String unknown = request("none", "");
			assertThat(this.webhooks.post(context, WebhookSender.sign(unknown), unknown)).isEqualTo(404);
			for (String invalid : List.of("", "[]", "{", "{\"datasetName\":7}")) {
				assertThat(this.webhooks.post(context, WebhookSender.sign(invalid), invalid)).isIn(400, 404);
			}
			String large = "x".repeat(1_048_577);
			assertThat(this.webhooks.post(context, WebhookSender.sign(large), large)).isEqualTo(413);
			assertThat(context.getBean(ExportStatistics.class).observed()).as("requests as traces").isZero();
		}
	}

	@Test
	void failureIsLoggedWithoutItsMessageAndTheNextRunStarts(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start(WebApplicationType.REACTIVE, ENABLED)) {
			ExperimentTrigger trigger = context.getBean(ExperimentTrigger.class);
			for (int i = 0; i < 2; i++) {
				String run = request("fails", ",\"payload\":" + i);
				assertThat(this.webhooks.post(context, WebhookSender.sign(run), run)).isEqualTo(202);
				await().atMost(Duration.ofSeconds(30)).until(() -> trigger.running().isEmpty());
			}
		}
		assertThat(output).contains("experiment of the dataset 'fails' failed: java.lang.IllegalStateException")
			.doesNotContain("hidden message");
	}

	@Test
	void experimentIsInterruptedAtTheEndOfTheApplication() throws Exception {
		Definition definition;
		try (ConfigurableApplicationContext context = start(WebApplicationType.REACTIVE, ENABLED)) {
			definition = context.getBean(Definition.class);
			String run = request("team/qa", "");
			assertThat(this.webhooks.post(context, WebhookSender.sign(run), run)).isEqualTo(202);
			await().atMost(Duration.ofSeconds(30)).until(() -> definition.requests.size() == 1);
		}
		await().atMost(Duration.ofSeconds(30)).until(() -> definition.interrupted);
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void thereIsNoPathByDefault(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext context = start(type)) {
			assertThat(this.webhooks.post(context, WebhookSender.sign("{}"), "{}")).isEqualTo(404);
		}
	}

	@Test
	void secretIsNeeded() {
		LangfuseContexts.plainRunner(LangfuseExperimentAutoConfiguration.class)
			.withBean(Definition.class)
			.withPropertyValues("langfuse.experiments.trigger.enabled=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("Property 'langfuse.experiments.trigger.secret' is not set"));
	}

	private static String request(String dataset, String payload) {
		return "{\"projectId\":\"p\",\"datasetId\":\"d\",\"datasetName\":\"" + dataset + "\"" + payload + "}";
	}

	private ConfigurableApplicationContext start(WebApplicationType type, String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.addAll(List.of("server.port=0", "spring.main.banner-mode=off", "spring.autoconfigure.exclude=" + EXCLUDED));
		return new SpringApplicationBuilder(Application.class).web(type).properties(all.toArray(String[]::new)).run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Definition definition() {
			return new Definition();
		}

		@Bean
		ExperimentDefinition failing() {
			return new ExperimentDefinition() {

				@Override
				public String dataset() {
					return "fails";
				}

				@Override
				public void run(ExperimentRequest request) {
					throw new IllegalStateException("hidden message");
				}

			};
		}

	}

	static class Definition implements ExperimentDefinition {

		private final List<ExperimentRequest> requests = new CopyOnWriteArrayList<>();

		private final CountDownLatch release = new CountDownLatch(1);

		private volatile boolean interrupted;

		@Override
		public String dataset() {
			return "team/qa";
		}

		@Override
		public void run(ExperimentRequest request) {
			this.requests.add(request);
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				this.interrupted = true;
			}
		}

	}

}
