/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.dataset;

import java.util.Map;

import dev.langfuse4j.autoconfigure.InvalidLangfusePropertyException;
import dev.langfuse4j.dataset.DatasetNotFoundException;
import dev.langfuse4j.dataset.DatasetUnavailableException;
import dev.langfuse4j.dataset.LangfuseDatasets;
import dev.langfuse4j.testing.LangfuseContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LangfuseDatasetAutoConfiguration}.
 */
class LangfuseDatasetAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = LangfuseContexts
		.plainRunner(LangfuseDatasetAutoConfiguration.class);

	@ParameterizedTest
	@ValueSource(strings = { "langfuse.enabled=true", "langfuse.enabled=false", "langfuse.datasets.offline=true" })
	void localFilesAreReadWithoutAServer(String property) {
		this.contextRunner.withPropertyValues(property).run((context) -> {
			LangfuseDatasets datasets = context.getBean(LangfuseDatasets.class);
			assertThat(datasets.dataset("capitals").get().items()).hasSize(3);
			assertThatExceptionOfType(DatasetUnavailableException.class).isThrownBy(() -> datasets.item("capitals"));
			assertThatExceptionOfType(DatasetUnavailableException.class).isThrownBy(() -> datasets.create("capitals"));
			assertThatExceptionOfType(DatasetUnavailableException.class).isThrownBy(() -> datasets.deleteItem("i"));
		});
	}

	@Test
	void locationsAreReadWhereThereIsAServerToo() {
		this.contextRunner
			.withPropertyValues("langfuse.base-url=http://localhost:1", "langfuse.public-key=pk-lf-test",
					"langfuse.secret-key=sk-lf-test")
			.run((context) -> {
				LangfuseDatasets datasets = context.getBean(LangfuseDatasets.class);
				assertThat(datasets.dataset("classpath:/datasets/capitals.jsonl").get().items().get(0).metadata())
					.isEqualTo(Map.of("level", 1));
			});
	}

	@Test
	void missingFileSaysWhyItIsReadFromOne() {
		this.contextRunner.withPropertyValues("langfuse.datasets.location=classpath:/elsewhere").run((context) -> {
			LangfuseDatasets datasets = context.getBean(LangfuseDatasets.class);
			assertThatExceptionOfType(DatasetNotFoundException.class)
				.isThrownBy(() -> datasets.dataset("capitals").get())
				.withMessageContaining("Langfuse has no keys")
				.withMessageContaining("[elsewhere/capitals.jsonl]");
		});
	}

	@Test
	void ownBeanWins() {
		LangfuseDatasets own = LangfuseDatasets.local();
		this.contextRunner.withBean(LangfuseDatasets.class, () -> own)
			.run((context) -> assertThat(context.getBean(LangfuseDatasets.class)).isSameAs(own));
	}

	@ParameterizedTest
	@CsvSource({ "location,''", "timeout,0s", "timeout,-1s", "retries,-1", "max-queue-size,0", "max-queue-bytes,0B" })
	void wrongPropertyIsNamed(String name, String value) {
		this.contextRunner.withPropertyValues("langfuse.datasets." + name + "=" + value)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasRootCauseInstanceOf(InvalidLangfusePropertyException.class)
				.rootCause()
				.hasMessageContaining("langfuse.datasets." + name));
	}

}
