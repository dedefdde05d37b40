/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The check at start sends one request to the server and logs its answer.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupCheckTests {

	private static final String PROJECTS = "{\"data\":[{\"id\":\"1\",\"name\":\"demo \\u001b[31m\"}]}";

	private static final String HEALTH = "{\"status\":\"OK\",\"version\":\"4.16.0\"}";

	private final LangfuseServer server = new LangfuseServer();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner()
		.withPropertyValues("langfuse.public-key=pk-lf-0123456789", "langfuse.secret-key=sk-lf-very-secret",
				"langfuse.base-url=" + this.server.url());

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void nothingIsAskedByDefault() {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed());
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void logNamesProjectAndVersion(CapturedOutput output) {
		this.server.answer(200, PROJECTS).answer(200, HEALTH);
		this.contextRunner.withPropertyValues("langfuse.check=log").run((context) -> {
			await().untilAsserted(() -> assertThat(output).contains("accepted the credentials: project 'demo "));
			assertThat(output).contains("version 4.16.0").doesNotContain("\u001b[31m");
			assertThat(this.server.requests().get(0).path()).isEqualTo("/api/public/projects");
			assertThat(this.server.requests().get(0).method()).isEqualTo("GET");
			assertThat(this.server.requests().get(0).header("Authorization")).startsWith("Basic ");
		});
	}

	@Test
	void logOfAServerThatDoesNotLetUsInStartsTheApplication(CapturedOutput output) {
		this.server.answerAll((request) -> 401);
		this.contextRunner.withPropertyValues("langfuse.check=log").run((context) -> {
			assertThat(context).hasNotFailed();
			await().untilAsserted(
					() -> assertThat(output).contains("could not be verified: it answered 401 (key pk-lf-01…)"));
			assertThat(output).doesNotContain("very-secret");
		});
	}

	@ParameterizedTest
	@CsvSource({ "401,langfuse.public-key", "403,langfuse.public-key", "404,langfuse.base-url",
			"503,langfuse.base-url" })
	void failStopsTheStart(int status, String property) {
		this.server.answerAll((request) -> status);
		this.contextRunner.withPropertyValues("langfuse.check=fail").run((context) -> {
			assertThat(context).hasFailed();
			Throwable root = NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure());
			assertThat(root).isInstanceOfSatisfying(InvalidLangfusePropertyException.class, (ex) -> {
				assertThat(ex.getProperty()).isEqualTo(property);
				assertThat(ex).hasMessageContaining("answered " + status).hasMessageNotContaining("very-secret");
			});
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "200|<html><title>Sign in</title></html>|answered 200, but not as a Langfuse server (Sign in)",
					"200|{\"data\":{}}|answered 200, but not as a Langfuse server",
					"404|<!DOCTYPE html><html><head></head>|answered 404", "413|Body exceeded 1mb limit|answered 413",
					"407|<html><title>Proxy</title></html>|answered 407" })
	void answersNeedNotBeOfLangfuse(int status, String body, String said, CapturedOutput output) {
		this.server.answer(status, body).answer(status, body);
		this.contextRunner.withPropertyValues("langfuse.check=fail")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidLangfusePropertyException.class)
				.hasMessageContaining("langfuse.base-url")
				.hasMessageContaining(said));
		this.server.answer(status, body).answer(status, body);
		this.contextRunner.withPropertyValues("langfuse.check=log").run((context) -> {
			assertThat(context).hasNotFailed();
			await().untilAsserted(() -> assertThat(output).contains("could not be verified: it " + said));
			assertThat(output).doesNotContain("accepted the credentials");
			assertThat(output.toString().contains("langfuse.proxy.")).isEqualTo(status == 407);
		});
	}

	@Test
	void eachProjectIsAsked(CapturedOutput output) {
		ApplicationContextRunner runner = this.contextRunner.withPropertyValues(
				"langfuse.projects.red.public-key=pk-lf-red-456789",
				"langfuse.projects.red.secret-key=sk-lf-red-secret", "langfuse.projects.off.enabled=false");
		this.server.answerAllWith((request) -> PROJECTS);
		runner.withPropertyValues("langfuse.check=log").run((context) -> {
			await().untilAsserted(() -> assertThat(output).contains("accepted the credentials: project 'demo ")
				.contains("accepted the credentials of langfuse.projects.red: project 'demo "));
			assertThat(output).doesNotContain("projects.off");
		});
		this.server.answerAll((request) -> 401);
		runner.withPropertyValues("langfuse.check=fail", "langfuse.public-key=", "langfuse.secret-key=")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("langfuse.projects.red.public-key")
				.hasMessageContaining("langfuse.projects.red.secret-key was not")
				.hasMessageNotContaining("red-secret"));
	}

	@Test
	void failStopsTheStartWithoutAServer() {
		this.server.close();
		this.contextRunner.withPropertyValues("langfuse.check=fail")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("cannot be reached (no connection)"));
	}

	@Test
	void failStartsWhereTheServerLetsUsIn() {
		this.server.answer(200, PROJECTS).answer(404, "");
		this.contextRunner.withPropertyValues("langfuse.check=fail")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void nothingIsAskedWhereNothingIsSent() {
		this.contextRunner.withPropertyValues("langfuse.check=fail", "langfuse.export.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void nothingIsAskedWithoutKeys() {
		LangfuseContexts.runner()
			.withPropertyValues("langfuse.check=fail")
			.run((context) -> assertThat(context).hasNotFailed());
	}

}
