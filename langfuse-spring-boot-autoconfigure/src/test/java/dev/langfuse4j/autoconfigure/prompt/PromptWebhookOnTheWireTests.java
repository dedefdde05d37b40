/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.prompt;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.prompt.LangfusePrompts;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
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

	private final HttpClient client = HttpClient.newHttpClient();

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
				"langfuse.prompt.webhook.secret=lf-whsec_test", "langfuse.observe.include=http.server.requests")) {
			LangfusePrompts prompts = context.getBean(LangfusePrompts.class);
			String change = "{\"action\":\"updated\",\"prompt\":{\"name\":\"x\"}}";
			assertThat(prompts.text("x").get().version()).isEqualTo(1);
			assertThat(post(context, "t=1,v1=0", change)).isEqualTo(401);
			assertThat(post(context, null, "")).isEqualTo(401);
			assertThat(prompts.text("x").get().version()).isEqualTo(1);
			assertThat(post(context, sign(change), change)).isEqualTo(204);
			assertThat(prompts.text("x").get().version()).isEqualTo(2);
			String large = "x".repeat(2 * 1_048_576 + 1);
			assertThat(post(context, sign(large), large)).isEqualTo(413);
			assertThat(context.getBean(ExportStatistics.class).observed()).as("requests as traces").isZero();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void thereIsNoPathByDefault(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext context = start(type)) {
			assertThat(post(context, sign("{}"), "{}")).isEqualTo(404);
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

	private int post(ConfigurableApplicationContext context, String signature, String body)
			throws IOException, InterruptedException {
		URI uri = URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + PATH);
		HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body));
		if (signature != null) {
			request.header("x-langfuse-signature", signature);
		}
		return this.client.send(request.build(), BodyHandlers.discarding()).statusCode();
	}

	private static String sign(String body) throws GeneralSecurityException {
		long now = Instant.now().getEpochSecond();
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec("lf-whsec_test".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		return "t=" + now + ",v1="
				+ HexFormat.of().formatHex(mac.doFinal((now + "." + body).getBytes(StandardCharsets.UTF_8)));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
