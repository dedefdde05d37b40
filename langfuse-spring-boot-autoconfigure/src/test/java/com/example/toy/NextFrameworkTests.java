/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.toy;

import com.example.toylib.ToyContext;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.testing.LangfuseAutoConfigurations;
import dev.langfuse4j.testing.OtherVersions;
import dev.langfuse4j.testing.RecordingExporter;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The next framework is a room and an auto-configuration, here outside of the library: no
 * other type knows them.
 */
@ExtendWith(OutputCaptureExtension.class)
class NextFrameworkTests {

	private static final String REPORT = "Toy is observed";

	private final RecordingExporter exporter = new RecordingExporter();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class, ToyAutoConfiguration.class))
		.withConfiguration(LangfuseAutoConfigurations.all())
		.withBean(RecordingExporter.class, () -> this.exporter);

	@Test
	void itsCallsAreRecorded(CapturedOutput output) {
		this.contextRunner.run(NextFrameworkTests::call);
		assertThat(this.exporter.names()).containsExactly("toy", "root");
		ObservationData toy = this.exporter.named("toy");
		assertThat(toy.type()).isEqualTo(ObservationType.GENERATION);
		assertThat(toy.parentId()).isEqualTo(this.exporter.named("root").id());
		assertThat(RecordingExporter.text(toy.input())).isEqualTo("why?");
		assertThat(output).containsOnlyOnce(REPORT);
	}

	@Test
	void itsSwitchIsItsOwn(CapturedOutput output) {
		this.contextRunner.withPropertyValues("langfuse.toy.enabled=false").run(NextFrameworkTests::call);
		assertThat(this.exporter.names()).containsExactly("root");
		assertThat(output).doesNotContain(REPORT);
	}

	@Test
	void theSwitchOfAllIsOneQuestion(CapturedOutput output) {
		for (String property : new String[] { "langfuse.enabled=false", "langfuse.tracing-enabled=off" }) {
			this.contextRunner.withPropertyValues(property).run((context) -> {
				assertThat(context).hasBean("langfuseToyMapper");
				call(context);
			});
		}
		assertThat(this.exporter.names()).isEmpty();
		assertThat(output).doesNotContain(REPORT);
	}

	@Test
	void anotherVersionIsOneLine(CapturedOutput output) {
		this.contextRunner.withClassLoader(new OtherVersions(ToyContext.class.getName(), null))
			.run((context) -> assertThat(context).hasSingleBean(Langfuse.class).doesNotHaveBean("langfuseToyMapper"));
		assertThat(output)
			.containsOnlyOnce("Langfuse does not support Toy, because the version on the classpath does not have "
					+ ToyContext.class.getName());
	}

	@Test
	void withoutTheLibraryThereIsNothing(CapturedOutput output) {
		this.contextRunner.withClassLoader(new FilteredClassLoader(ToyContext.class))
			.run((context) -> assertThat(context).hasSingleBean(Langfuse.class).doesNotHaveBean("langfuseToyMapper"));
		assertThat(output).doesNotContain("Toy");
	}

	private static void call(ApplicationContext context) {
		ObservationRegistry registry = context.getBean(ObservationRegistry.class);
		context.getBean(Langfuse.class)
			.observation("root")
			.observe(() -> Observation.createNotStarted("toy", () -> new ToyContext("why?"), registry).observe(() -> {
			}));
	}

}
