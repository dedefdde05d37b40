/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.threads;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.testing.LangfuseContexts;
import graphql.ExecutionInput;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.support.AnnotatedControllerConfigurer;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.stereotype.Controller;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Controllers of Spring for GraphQL, which runs what they return on other threads.
 */
class GraphQlTests {

	@Test
	void callableEndsWithItsResultAndWhatItObservesIsBelow() {
		run("{ callable(id: \"7\") }", Map.of("callable", "loaded 7"), "callable");
	}

	@Test
	void futureEndsWithItsResult() {
		run("{ future(id: \"7\") }", Map.of("future", "loaded 7"), "future");
	}

	private static void run(String query, Map<String, ?> expected, String root) {
		LangfuseContexts.plainRunner().withUserConfiguration(GraphQl.class).run((context) -> {
			Object data = context.getBean(GraphQlSource.class)
				.graphQl()
				.execute(ExecutionInput.newExecutionInput(query).build())
				.getData();
			assertThat(data).isEqualTo(expected);
			assertThat(context.getBean(LangfuseRecorder.class)).hasTraceWithRoot(root)
				.hasInput("{\"id\":\"7\"}")
				.hasOutput("loaded 7")
				.hasOnlyChildren("load");
		});
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Queries.class, Service.class, LangfuseRecorder.class })
	static class GraphQl {

		@Bean
		AnnotatedControllerConfigurer configurer() {
			AnnotatedControllerConfigurer configurer = new AnnotatedControllerConfigurer();
			configurer.setExecutor(Executors.newSingleThreadExecutor((task) -> {
				Thread thread = new Thread(task);
				thread.setDaemon(true);
				return thread;
			}));
			return configurer;
		}

		@Bean
		GraphQlSource source(AnnotatedControllerConfigurer configurer) {
			String schema = "type Query { callable(id: ID): String, future(id: ID): String }";
			return GraphQlSource.schemaResourceBuilder()
				.schemaResources(new ByteArrayResource(schema.getBytes()))
				.configureRuntimeWiring(configurer)
				.build();
		}

	}

	static class Service {

		@Observe
		public String load(String id) {
			return "loaded " + id;
		}

	}

	@Controller
	static class Queries {

		private final Service service;

		Queries(Service service) {
			this.service = service;
		}

		@Observe
		@QueryMapping
		public Callable<String> callable(@Argument String id) {
			return () -> this.service.load(id);
		}

		@Observe
		@QueryMapping
		public CompletableFuture<String> future(@Argument String id) {
			return CompletableFuture.completedFuture(this.service.load(id));
		}

	}

}
