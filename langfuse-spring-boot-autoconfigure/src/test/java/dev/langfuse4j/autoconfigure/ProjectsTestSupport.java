/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveTrace;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;

/**
 * An application with the projects default, red and blue on one server.
 */
@ExtendWith(OutputCaptureExtension.class)
abstract class ProjectsTestSupport {

	static final Duration LONG = Duration.ofSeconds(20);

	final LangfuseServer server = new LangfuseServer();

	final AtomicReference<String> tenant = new AtomicReference<>("default");

	final ApplicationContextRunner contextRunner = LangfuseContexts.plainRunner()
		.withBean(Inner.class)
		.withBean(Service.class)
		.withPropertyValues("langfuse.base-url=" + this.server.url(), "langfuse.public-key=pk-lf-home",
				"langfuse.secret-key=sk-lf-home", "langfuse.environment=prod", "langfuse.headers.x-gateway=secret")
		.withPropertyValues(project("red"))
		.withPropertyValues(project("blue"));

	@AfterEach
	void close() {
		this.server.close();
	}

	static void set(AssertableApplicationContext context, String... properties) {
		TestPropertyValues.of(properties).applyTo(context.getSourceApplicationContext());
	}

	List<String> names(String keys) {
		return names(basic(keys), 200);
	}

	List<String> names(String authorization, int status) {
		return this.server.requests()
			.stream()
			.filter((request) -> request.status() == status && authorization.equals(request.header("Authorization")))
			.flatMap((request) -> request.spans().stream())
			.map(Span::name)
			.toList();
	}

	static String[] project(String name) {
		return new String[] { "langfuse.projects." + name + ".public-key=pk-lf-" + name,
				"langfuse.projects." + name + ".secret-key=sk-lf-" + name };
	}

	static String basic(String name) {
		String pair = "pk-lf-" + name + ":sk-lf-" + name;
		return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
	}

	static class Inner {

		@Observe
		void leaf() {
		}

		@Observe
		@ObserveTrace(project = "blue")
		void blue() {
			// Below another observation
		}

		@Observe
		@ObserveTrace(newTrace = true)
		void inside() {
		}

	}

	static class Service {

		final Inner inner;

		Service(Inner inner) {
			this.inner = inner;
		}

		@Observe
		@ObserveTrace(project = "red")
		void red() {
			this.inner.blue();
			this.inner.leaf();
		}

		@Observe
		@ObserveTrace(project = "#{#tenant}")
		void of(String tenant) {
			this.inner.leaf();
		}

		@Observe
		void fresh() {
			this.inner.inside();
		}

		void leaf() {
			this.inner.leaf();
		}

		@Observe
		Mono<String> later() {
			return Mono.just("x");
		}

		@Observe
		Mono<String> early() {
			this.inner.leaf();
			return Mono.just("x");
		}

	}

}
