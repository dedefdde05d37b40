/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.langfuse4j.ContextWrapper;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.observation.ActiveObservation;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Ids for seeds, links and log lines.
 */
class TraceIdsForOthersTests {

	private final LangfuseServer server = new LangfuseServer();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.plainRunner()
		.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()));

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "test-identifier,115ae872eb1d3e23f9de03f7ab344193", "test,9f86d081884c7d659a2feaa0c55ad015",
			"héllo,3c48591d8d098a4538f5e013dfcf406e", "测试,6aa8f49cc992dfd75a114269ed26de0a" })
	void seedLeadsToTheIdOfTheOfficialSdks(String seed, String traceId) {
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			assertThat(langfuse.traceId(seed)).isEqualTo(traceId);
			try (ActiveObservation observation = langfuse.observation("x").traceSeed(seed).start()) {
				assertThat(observation.traceId()).isEqualTo(traceId);
			}
		});
	}

	@Test
	void emptySeedIsRefused() {
		this.contextRunner.run((context) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> context.getBean(Langfuse.class).traceId(""))
			.withMessage("'seed' must not be empty"));
	}

	@Test
	void traceHasAPageOnceTheProjectIsKnown() {
		this.server.answer(200, "{\"data\":[{\"id\":\"p-1\",\"name\":\"demo\"}]}").answer(200, "{}");
		this.contextRunner.withPropertyValues("langfuse.check=fail").run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			assertThat(langfuse.traceUrl()).isNull();
			try (ActiveObservation observation = langfuse.observation("x").start()) {
				assertThat(langfuse.traceUrl())
					.isEqualTo(this.server.url() + "/project/p-1/traces/" + observation.traceId());
			}
		});
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("x").observe(() -> assertThat(langfuse.traceUrl()).isNull());
		});
	}

	@Test
	void pageOfATraceIsInTheProjectThatTheTraceGoesTo() {
		try (LangfuseServer acme = new LangfuseServer()) {
			this.server.answerAllWith((request) -> "{\"data\":[{\"id\":\"p-home\"}]}");
			acme.answerAllWith((request) -> "{\"data\":[{\"id\":\"p-acme\"}]}");
			this.contextRunner
				.withPropertyValues("langfuse.check=fail", "langfuse.projects.acme.public-key=pk-lf-2",
						"langfuse.projects.acme.secret-key=sk-lf-2", "langfuse.projects.acme.base-url=" + acme.url(),
						"langfuse.projects.off.enabled=false")
				.run((context) -> {
					Langfuse langfuse = context.getBean(Langfuse.class);
					Supplier<String> page = () -> langfuse.observation("x").observe(langfuse::traceUrl);
					assertThat(page.get()).startsWith(this.server.url() + "/project/p-home/traces/");
					assertThat(langfuse.project("acme").get(page)).startsWith(acme.url() + "/project/p-acme/traces/");
					assertThat(langfuse.project("acme").get(langfuse::traceUrl)).isNull();
					assertThat(langfuse.project("off").get(page)).isNull();
					assertThat(langfuse.project("nobody").get(page)).isNull();
				});
		}
	}

	@Test
	void logLinesHaveIdsOnlyIfAskedFor() {
		this.contextRunner.run((context) -> context.getBean(Langfuse.class)
			.observation("x")
			.observe(() -> assertThat(MDC.get("langfuse.traceId")).isNull()));
		this.contextRunner.withPropertyValues("langfuse.observe.mdc=true").run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			List<String> seen = new ArrayList<>();
			try (ActiveObservation outer = langfuse.observation("outer").start()) {
				try (ActiveObservation inner = langfuse.observation("inner").start()) {
					assertThat(MDC.get("langfuse.observationId")).isEqualTo(inner.observationId());
				}
				assertThat(MDC.get("langfuse.observationId")).isEqualTo(outer.observationId());
				assertThat(MDC.get("langfuse.traceId")).isEqualTo(outer.traceId());
				Thread thread = new Thread(context.getBean(ContextWrapper.class)
					.wrap((Runnable) () -> seen.add(MDC.get("langfuse.traceId"))));
				thread.start();
				thread.join();
				assertThat(seen).containsExactly(outer.traceId());
			}
			assertThat(MDC.get("langfuse.traceId")).isNull();
			assertThat(MDC.get("langfuse.observationId")).isNull();
		});
	}

}
