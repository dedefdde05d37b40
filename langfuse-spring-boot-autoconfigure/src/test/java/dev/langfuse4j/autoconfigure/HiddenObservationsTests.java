/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.autoconfigure.TestServices.Assistant;
import dev.langfuse4j.observation.LangfuseObservationContext;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.RecordingExporter;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose Micrometer hides our observations is told so, once.
 */
@ExtendWith(OutputCaptureExtension.class)
class HiddenObservationsTests {

	private static final String REGISTRY = "Nothing is recorded: the application's bean of type ObservationRegistry";

	private static final String PREDICATE = "is not recorded: an ObservationPredicate of the application";

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner()
		.withUserConfiguration(TestServices.class)
		.withBean(RecordingExporter.class, RecordingExporter::new);

	@Test
	void registryThatObservesNothingIsSaidAtStart(CapturedOutput output) {
		this.contextRunner.withBean(ObservationRegistry.class, () -> ObservationRegistry.NOOP).run((context) -> {
			assertThat(output).containsOnlyOnce(REGISTRY);
			call(context.getBean(Assistant.class));
		});
		assertThat(output).containsOnlyOnce(REGISTRY).contains("set langfuse.observe.metrics=false");
		assertThat(output).doesNotContain(PREDICATE);
	}

	@Test
	void predicateIsSaidOfTheFirstItHides(CapturedOutput output) {
		this.contextRunner
			.withBean("hiding", ObservationPredicate.class,
					() -> (name,
							context) -> !(context instanceof LangfuseObservationContext own
									&& own.getObservationName().startsWith("poll")))
			.run((context) -> {
				call(context.getBean(Assistant.class));
				assertThat(output).doesNotContain(PREDICATE);
				for (String name : new String[] { "poll one", "poll one", "poll two" }) {
					context.getBean(Langfuse.class).observation(name).observe(() -> {
					});
				}
			});
		assertThat(output).containsOnlyOnce(PREDICATE).contains("Observation 'poll one' " + PREDICATE);
	}

	@Test
	void switchOfSpringBootIsSaid(CapturedOutput output) {
		this.contextRunner.withPropertyValues("management.observations.enable.langfuse=false")
			.run((context) -> call(context.getBean(Assistant.class)));
		assertThat(output).containsOnlyOnce(PREDICATE).contains("management.observations.enable");
	}

	@ParameterizedTest
	@ValueSource(strings = { "langfuse.enabled=false", "langfuse.observe.metrics=false" })
	void registryThatIsNotUsedIsNoMatter(String property, CapturedOutput output) {
		this.contextRunner.withPropertyValues(property)
			.withBean(ObservationRegistry.class, () -> ObservationRegistry.NOOP)
			.run((context) -> call(context.getBean(Assistant.class)));
		assertThat(output).doesNotContain(REGISTRY).doesNotContain(PREDICATE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.main.banner-mode=off", "langfuse.sample-rate=0",
			"langfuse.observe.include=http.server.requests" })
	void nothingIsSaidOtherwise(String property, CapturedOutput output) {
		this.contextRunner.withPropertyValues(property).run((context) -> call(context.getBean(Assistant.class)));
		assertThat(output).doesNotContain(REGISTRY).doesNotContain(PREDICATE);
	}

	private static void call(Assistant assistant) {
		assistant.answer("x", 1);
		assistant.answer("x", 1);
	}

}
