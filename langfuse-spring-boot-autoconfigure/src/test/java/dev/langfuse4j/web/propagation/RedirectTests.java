/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.propagation;

import java.util.Map;
import java.util.Objects;

import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.LangfuseServer.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Redirects that we follow, as a client of Spring Boot's would, over real HTTP.
 */
class RedirectTests {

	private final LangfuseServer other = new LangfuseServer();

	private ConfigurableApplicationContext context;

	@BeforeEach
	void start() {
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run("--spring.main.banner-mode=off", "--langfuse.web.propagate-to=search.internal");
	}

	@AfterEach
	void close() {
		this.context.close();
		this.other.close();
	}

	@ParameterizedTest
	@CsvSource({ "rest,201", "rest,302", "web,201", "web,302" })
	void locationThatIsNoAddressIsTheApplicationsToRead(String client, int status) {
		this.other.answer(status, "created", Map.of("Location", "/no address/{id}"));
		ResponseEntity<String> response = get(client, this.other.url());
		assertThat(response.getStatusCode()).isEqualTo(HttpStatusCode.valueOf(status));
		assertThat(response.getBody()).isEqualTo("created");
	}

	@ParameterizedTest
	@CsvSource({ "rest,true", "rest,false", "web,true", "web,false" })
	void secretsForOneServerAreNotForAnother(String client, boolean sameServer) {
		String to = sameServer ? this.other.url() : this.other.url().replace("localhost", "127.0.0.1");
		this.other.answer(302, "", Map.of("Location", to + "/there"));
		this.other.answer(200, "found");
		assertThat(get(client, this.other.url() + "/from").getBody()).isEqualTo("found");
		assertThat(this.other.requests()).extracting(Received::path).containsExactly("/from", "/there");
		assertThat(this.other.requests().get(0).header("Cookie")).isEqualTo("session=secret");
		Received following = this.other.requests().get(1);
		assertThat(following.header("Cookie")).isEqualTo(sameServer ? "session=secret" : null);
		assertThat(following.header("Authorization")).isEqualTo(sameServer ? "Bearer secret" : null);
		assertThat(following.header("X-Kept")).isEqualTo("kept");
	}

	@Test
	void endlessRedirectEndsWithTheRedirect() {
		this.other.answerAll((request) -> 302, Map.of("Location", this.other.url() + "/again"));
		assertThat(get("rest", this.other.url()).getStatusCode().value()).isEqualTo(302);
		assertThat(get("web", this.other.url()).getStatusCode().value()).isEqualTo(302);
		assertThat(this.other.requests()).hasSize(2 * (1 + Redirects.MAX));
	}

	@Test
	void disabledLangfuseLeavesClientsAlone() {
		try (ConfigurableApplicationContext disabled = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.run("--spring.main.banner-mode=off", "--langfuse.enabled=false",
					"--langfuse.web.propagate-to=http://no.host")) {
			assertThat(disabled.getBean(HttpClientSettings.class).redirects()).isNotEqualTo(HttpRedirects.DONT_FOLLOW);
			assertThat(this.context.getBean(HttpClientSettings.class).redirects()).isEqualTo(HttpRedirects.DONT_FOLLOW);
		}
	}

	private ResponseEntity<String> get(String client, String url) {
		if (client.equals("rest")) {
			return this.context.getBean(RestClient.Builder.class)
				.defaultCookie("session", "secret")
				.build()
				.get()
				.uri(url)
				.header("Authorization", "Bearer secret")
				.header("X-Kept", "kept")
				.retrieve()
				.onStatus((status) -> true, (request, response) -> {
				})
				.toEntity(String.class);
		}
		return Objects.requireNonNull(this.context.getBean(WebClient.Builder.class)
			.defaultCookie("session", "secret")
			.build()
			.get()
			.uri(url)
			.header("Authorization", "Bearer secret")
			.header("X-Kept", "kept")
			.exchangeToMono((response) -> response.toEntity(String.class))
			.block());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	static class Application {

	}

}
