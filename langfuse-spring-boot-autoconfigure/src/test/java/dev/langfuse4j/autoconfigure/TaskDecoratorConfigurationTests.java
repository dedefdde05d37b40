/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.testing.RecordingExporter;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.CompositeTaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The decorator for Spring Boot 4.0, whose executors are told of decorators but have none
 * that takes context along.
 */
class TaskDecoratorConfigurationTests {

	private final RecordingExporter exporter = new RecordingExporter();

	private final List<String> decorated = new CopyOnWriteArrayList<>();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer((context) -> new LangfuseDefaultsEnvironmentPostProcessor()
			.postProcessEnvironment(context.getEnvironment(), new SpringApplication()))
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class, LangfuseAutoConfiguration.class))
		.withBean(RecordingExporter.class, () -> this.exporter)
		.withUserConfiguration(Executors.class);

	private final ApplicationContextRunner olderContextRunner = this.contextRunner
		.withClassLoader(new FilteredClassLoader(TaskDecoratorConfiguration.SINCE_4_1));

	@Test
	void whatRunsOnAnExecutorIsBelowItsCaller() {
		this.olderContextRunner.run((context) -> {
			assertThat(context).hasSingleBean(TaskDecorator.class);
			runOnExecutor(context);
			assertThat(this.exporter.named("task").parentId()).isEqualTo(this.exporter.named("caller").id());
		});
	}

	@Test
	void otherDecoratorsAreAppliedToo() {
		this.olderContextRunner.withBean("logging", TaskDecorator.class, () -> (task) -> {
			this.decorated.add("logging");
			return task;
		}).run((context) -> {
			runOnExecutor(context);
			assertThat(this.exporter.named("task").parentId()).isEqualTo(this.exporter.named("caller").id());
			assertThat(this.decorated).containsExactly("logging");
			assertThat(context.getBean(TaskDecorator.class)).isSameAs(context.getBean("logging"));
		});
	}

	@Test
	void theOneOfTheApplicationIsEnough() {
		this.olderContextRunner
			.withBean(ContextPropagatingTaskDecorator.class, () -> new ContextPropagatingTaskDecorator())
			.run((context) -> assertThat(context).hasSingleBean(TaskDecorator.class)
				.doesNotHaveBean("langfuseTaskDecorator"));
	}

	@Test
	void switchedOffItTakesNothingAlong() {
		for (String off : List.of("langfuse.observe.propagate-context=false",
				"spring.task.execution.propagate-context=false")) {
			this.exporter.all().clear();
			this.olderContextRunner.withPropertyValues(off).run((context) -> {
				runOnExecutor(context);
				assertThat(this.exporter.named("task").parentId()).as(off).isNull();
			});
		}
	}

	@Test
	void newerVersionsHaveTheirOwn() {
		assumeTrue(ClassUtils.isPresent(TaskDecoratorConfiguration.SINCE_4_1, getClass().getClassLoader()));
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(TaskDecorator.class));
	}

	private static void runOnExecutor(ApplicationContext context) throws Exception {
		Langfuse langfuse = context.getBean(Langfuse.class);
		langfuse.observation("caller")
			.observe(() -> context.getBean(ThreadPoolTaskExecutor.class)
				.submitCompletable(() -> langfuse.observation("task").observe(() -> {
				}))
				.join());
		langfuse.flush(Duration.ofSeconds(10));
	}

	@Configuration(proxyBeanMethods = false)
	static class Executors {

		/**
		 * Creates an executor as Spring Boot does.
		 */
		@Bean
		ThreadPoolTaskExecutor executor(ObjectProvider<TaskDecorator> decorators) {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setTaskDecorator(new CompositeTaskDecorator(decorators.orderedStream().toList()));
			return executor;
		}

	}

}
