/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.autoconfigure.TestServices.Assistant;
import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.http.LangfuseWebClientCustomizer;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import io.micrometer.observation.ObservationRegistry;
import jakarta.annotation.PreDestroy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Exporters and customizers that are beans of the application.
 */
@ExtendWith(OutputCaptureExtension.class)
class ExporterBeansTests {

	private static final String[] KEYS = { "langfuse.public-key=pk-lf-0123456789", "langfuse.secret-key=sk-lf-secret" };

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner();

	@Test
	void withoutKeysOtherExportersWork() {
		List<ObservationData> exported = new ArrayList<>();
		this.contextRunner.withUserConfiguration(TestServices.class)
			.withBean(ObservationExporter.class, () -> exported::addAll)
			.run((context) -> {
				context.getBean(Assistant.class).answer("x", 1);
				assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(10))).isTrue();
				assertThat(exported).extracting(ObservationData::name).containsExactly("cache miss", "llm", "answer");
			});
	}

	@Test
	void exporterMayNeedWhatNeedsTheObservationRegistry() {
		List<ObservationData> exported = new ArrayList<>();
		this.contextRunner.withUserConfiguration(TestServices.class)
			.withBean(ObservationExporter.class, () -> exported::addAll)
			.withBean("needy", NeedyExporter.class)
			.withBean("needyCustomizer", NeedyCustomizer.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				context.getBean(Assistant.class).open("x");
				assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(10))).isTrue();
				assertThat(context.getBean(NeedyExporter.class).count).isEqualTo(1);
				assertThat(exported).hasSize(1);
			});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void exporterGetsWhatIsLeftBeforeItIsDestroyed(boolean lazy) {
		DestroyedExporter exporter = new DestroyedExporter();
		ApplicationContextRunner runner = this.contextRunner.withUserConfiguration(TestServices.class)
			.withPropertyValues("langfuse.flush-interval=1h")
			.withBean(DestroyedExporter.class, () -> exporter);
		if (lazy) {
			runner = runner.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()));
		}
		runner.run((context) -> context.getBean(Assistant.class).open("x"));
		assertThat(exporter.observations).extracting(ObservationData::name).containsExactly("open");
		assertThat(exporter.destroyed).isTrue();
	}

	@Test
	void webClientCanBeCustomized() {
		try (LangfuseServer server = new LangfuseServer()) {
			this.contextRunner.withUserConfiguration(TestServices.class)
				.withPropertyValues(KEYS)
				.withPropertyValues("langfuse.base-url=" + server.url() + "/behind/a/path/")
				.withBean(LangfuseWebClientCustomizer.class,
						() -> (builder) -> builder.defaultHeader("X-Gateway", "42"))
				.run((context) -> context.getBean(Assistant.class).open("x"));
			assertThat(server.requests()).singleElement().satisfies((request) -> {
				assertThat(request.header("X-Gateway")).isEqualTo("42");
				assertThat(request.path()).isEqualTo("/behind/a/path/api/public/otel/v1/traces");
			});
		}
	}

	static class DestroyedExporter implements ObservationExporter {

		private final List<ObservationData> observations = new ArrayList<>();

		private boolean destroyed;

		@Override
		public void export(List<ObservationData> observations) {
			if (this.destroyed) {
				throw new IllegalStateException("destroyed");
			}
			this.observations.addAll(observations);
		}

		@PreDestroy
		void destroy() {
			this.destroyed = true;
		}

	}

	static class NeedyExporter implements ObservationExporter {

		private int count;

		NeedyExporter(ObservationRegistry registry, Langfuse langfuse) {
		}

		@Override
		public void export(List<ObservationData> observations) {
			this.count += observations.size();
		}

	}

	static class NeedyCustomizer implements LangfuseWebClientCustomizer {

		NeedyCustomizer(ObservationRegistry registry) {
		}

		@Override
		public void customize(WebClient.Builder builder) {
		}

	}

}
