/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.List;
import java.util.concurrent.Executor;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import jakarta.annotation.PostConstruct;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls while beans are bootstrapped in the background.
 */
class BackgroundBeansTests extends EndTestSupport {

	@Test
	void callsAreObserved() {
		application((beans) -> {
		}).sources(Beans.class).run().close();
		assertThat(names()).containsExactlyInAnyOrder("warm", "warm", "warm", "by hand", "warm");
		assertThat(this.server.spans()).filteredOn((span) -> span.name().equals("warm"))
			.allSatisfy((span) -> assertThat(span.input()).contains("\"text\":\"x\""));
	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		Executor bootstrapExecutor() {
			return new SimpleAsyncTaskExecutor("bootstrap-");
		}

		@Bean
		Model model() {
			return new Model();
		}

		@Bean(bootstrap = Bean.Bootstrap.BACKGROUND)
		Warm first(Model model) {
			return new Warm(model);
		}

		@Bean(bootstrap = Bean.Bootstrap.BACKGROUND)
		Warm second(Model model) {
			return new Warm(model);
		}

		@Bean(bootstrap = Bean.Bootstrap.BACKGROUND)
		Warm third(Model model, ObjectProvider<Langfuse> langfuse) {
			langfuse.getObject().observation("by hand").observe(() -> {
			});
			return new Warm(model);
		}

		@Bean
		Warm inTheForeground(Model model) {
			return new Warm(model);
		}

	}

	record Question(List<Text> texts) {

	}

	record Text(String text) {

	}

	static class Model {

		@Observe
		public void warm(Question question) {
		}

	}

	static class Warm {

		private final Model model;

		Warm(Model model) {
			this.model = model;
		}

		@PostConstruct
		void start() {
			this.model.warm(new Question(List.of(new Text("x"))));
		}

	}

}
