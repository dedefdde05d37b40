/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.prompt;

import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.prompt.LangfusePrompts;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.WebhookSender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The webhook in servers of both kinds.
 */
class PromptWebhookOnTheWireTests {

	private static final String PATH = "/langfuse/webhooks/prompts";

	private static final String EXCLUDED = String.join(",",
			"org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
			"org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration");

	private final LangfuseServer server = new LangfuseServer();

	private final WebhookSender webhooks = new WebhookSender(PATH);

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void changedPromptIsAskedForAnew(WebApplicationType type) throws Exception {
		this.server.answerAllWith((request) -> "{\"name\":\"x\",\"version\":" + (this.server.requests().size() + 1)
				+ ",\"type\":\"text\",\"prompt\":\"t\"}");
		try (ConfigurableApplicationContext context = start(type, "langfuse.prompt.webhook.enabled=true",
				"langfuse.prompt.webhook.secret=" + WebhookSender.SECRET,
				"langfuse.observe.include=http.server.requests")) {
			LangfusePrompts prompts = context.getBean(LangfusePrompts.class);
			String change = "{\"action\":\"updated\",\"prompt\":{\"name\":\"x\"}}";
			assertThat(prompts.text("x").get().version()).isEqualTo(1);
			assertThat(this.webhooks.post(context, "t=1,v1=0", change)).isEqualTo(401);
			assertThat(this.webhooks.post(context, null, "")).isEqualTo(401);
			assertThat(prompts.text("x").get().version()).isEqualTo(1);
			assertThat(this.webhooks.post(context, WebhookSender.sign(change), change)).isEqualTo(204);
			assertThat(prompts.text("x").get().version()).isEqualTo(2);
			String large = "x".repeat(2 * 1_048_576 + 1);
			assertThat(this.webhooks.post(context, WebhookSender.sign(large), large)).isEqualTo(413);
			assertThat(context.getBean(ExportStatistics.class).observed()).as("requests as traces").isZero();
		}
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
		LangfuseContexts.plainRunner(LangfusePromptAutoConfiguration.class)
			.withPropertyValues("langfuse.prompt.webhook.enabled=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("Property 'langfuse.prompt.webhook.secret' is not set"));
	}

	private ConfigurableApplicationContext start(WebApplicationType type, String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.addAll(List.of("server.port=0", "langfuse.prompt.timeout=20s", "spring.main.banner-mode=off",
				"langfuse.public-key=pk-lf-1", "langfuse.secret-key=sk-lf-1", "langfuse.base-url=" + this.server.url(),
				"spring.autoconfigure.exclude=" + EXCLUDED));
		return new SpringApplicationBuilder(Application.class).web(type).properties(all.toArray(String[]::new)).run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
