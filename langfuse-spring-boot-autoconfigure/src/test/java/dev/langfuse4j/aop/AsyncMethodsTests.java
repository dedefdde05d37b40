/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.time.Duration;
import java.util.function.Consumer;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.RecordingExporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Asynchronous methods without a result are observed until their work is done, also where
 * the observation is around the advice that makes them asynchronous.
 */
class AsyncMethodsTests {

	private final RecordingExporter exporter = new RecordingExporter();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner()
		.withBean(RecordingExporter.class, () -> this.exporter)
		.withUserConfiguration(Application.class);

	@ParameterizedTest
	@ValueSource(strings = { "innermost", "outermost" })
	void failureIsRecorded(String order) {
		observe(order, "fail", (context) -> context.getBean(Work.class).fail());
		ObservationData failed = this.exporter.named("fail");
		assertThat(failed.level()).isEqualTo(ObservationLevel.ERROR);
		assertThat(failed.statusMessage()).isEqualTo("too late");
	}

	@ParameterizedTest
	@ValueSource(strings = { "innermost", "outermost" })
	void whatIsObservedInTheWorkIsBelowIt(String order) {
		observe(order, "nested", (context) -> context.getBean(Work.class).nested());
		ObservationData nested = this.exporter.named("nested");
		assertThat(nested.level()).isEqualTo(ObservationLevel.DEFAULT);
		assertThat(this.exporter.named("leaf").parentId()).isEqualTo(nested.id());
		assertThat(this.exporter.named("leaf").endTime()).isLessThanOrEqualTo(nested.endTime());
	}

	@ParameterizedTest
	@ValueSource(strings = { "innermost", "outermost" })
	void annotationsOfTheClassCountToo(String order) {
		observe(order, "failing", (context) -> context.getBean(AsyncWork.class).failing());
		assertThat(this.exporter.named("failing").level()).isEqualTo(ObservationLevel.ERROR);
	}

	@Test
	void outermostSeesThatTheWorkIsRefused() {
		this.contextRunner.withPropertyValues("langfuse.observe.order=outermost").run((context) -> {
			context.getBean(ThreadPoolTaskExecutor.class).shutdown();
			assertThatExceptionOfType(TaskRejectedException.class)
				.isThrownBy(() -> context.getBean(Work.class).nested());
			assertThat(ended(context, "nested")).isTrue();
			assertThat(this.exporter.named("nested").level()).isEqualTo(ObservationLevel.ERROR);
		});
	}

	@Test
	void outermostIsBelowItsCallerWithoutPropagation() {
		this.contextRunner.withPropertyValues("langfuse.observe.order=outermost").run((context) -> {
			context.getBean(Langfuse.class).observation("caller").observe(() -> context.getBean(Work.class).nested());
			await().until(() -> ended(context, "nested"));
			assertThat(this.exporter.named("nested").parentId()).isEqualTo(this.exporter.named("caller").id());
			assertThat(this.exporter.named("nested").endTime())
				.isGreaterThanOrEqualTo(this.exporter.named("leaf").endTime());
		});
	}

	@Test
	void outermostStillObservesOtherMethodsOfTheBean() {
		observe("outermost", "value", (context) -> assertThat(context.getBean(Work.class).value()).isEqualTo("x"));
		assertThat(RecordingExporter.text(this.exporter.named("value").output())).isEqualTo("x");
	}

	private void observe(String order, String name, Consumer<ApplicationContext> call) {
		this.contextRunner.withPropertyValues("langfuse.observe.order=" + order).run((context) -> {
			call.accept(context);
			await().until(() -> ended(context, name));
		});
	}

	private boolean ended(ApplicationContext context, String name) {
		assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(10))).isTrue();
		return this.exporter.names().contains(name);
	}

	static class Work {

		private final Langfuse langfuse;

		Work(Langfuse langfuse) {
			this.langfuse = langfuse;
		}

		@Async
		@Observe
		public void fail() {
			throw new IllegalStateException("too late");
		}

		@Async
		@Observe
		public void nested() {
			this.langfuse.observation("leaf").observe(() -> {
			});
		}

		@Observe
		public String value() {
			return "x";
		}

	}

	@Async
	static class AsyncWork {

		@Observe
		public void failing() {
			throw new IllegalStateException("too late");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Application {

		@Bean
		ThreadPoolTaskExecutor taskExecutor() {
			return new ThreadPoolTaskExecutor();
		}

		@Bean
		Work work(Langfuse langfuse) {
			return new Work(langfuse);
		}

		@Bean
		AsyncWork asyncWork() {
			return new AsyncWork();
		}

	}

}
