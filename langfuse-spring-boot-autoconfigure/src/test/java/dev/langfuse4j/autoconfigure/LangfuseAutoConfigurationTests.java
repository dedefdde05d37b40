/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.autoconfigure.TestServices.Assistant;
import dev.langfuse4j.autoconfigure.TestServices.LonelyService;
import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.RecordingExporter;
import dev.langfuse4j.trace.LangfuseObservationHandler;
import dev.langfuse4j.trace.TraceSampler;
import dev.langfuse4j.trace.TracingIds;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.util.context.Context;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LangfuseAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LangfuseAutoConfigurationTests {

	private static final String[] KEYS = { "langfuse.public-key=pk-lf-0123456789", "langfuse.secret-key=sk-lf-secret" };

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner();

	@Test
	void suppliesTheBeansThatUsersInject() {
		this.contextRunner.withPropertyValues(KEYS).run((context) -> {
			assertThat(context).hasSingleBean(Langfuse.class);
			assertThat(context).hasSingleBean(TraceSampler.class);
			assertThat(context).hasSingleBean(LangfuseObservationHandler.class);
			assertThat(context.getBean(ExportPipeline.class).isOpen()).isTrue();
		});
	}

	@Test
	void backsOffForBeansOfTheApplication() {
		Langfuse langfuse = mock(Langfuse.class);
		TraceSampler sampler = (traceId) -> false;
		this.contextRunner.withBean(Langfuse.class, () -> langfuse)
			.withBean(TraceSampler.class, () -> sampler)
			.run((context) -> {
				assertThat(context.getBean(Langfuse.class)).isSameAs(langfuse);
				assertThat(context.getBean(TraceSampler.class)).isSameAs(sampler);
			});
	}

	@Test
	void withoutKeysStartsAndSaysWhatToSet(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(TestServices.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Assistant.class).open("x")).isEqualTo("x");
			assertThat(context.getBean(ExportPipeline.class).isOpen()).isFalse();
			assertThat(context.getBean(Langfuse.class).current().isRecording()).isFalse();
			assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(20))).isTrue();
		});
		assertThat(output)
			.containsOnlyOnce("Langfuse has no keys: set langfuse.public-key and langfuse.secret-key to send "
					+ "traces to a server. Without a server, langfuse.export.log=true shows traces in the log");
	}

	@Test
	void errorsOfValuesReachNobody() {
		List<ObservationData> exported = new ArrayList<>();
		Object broken = new Object() {

			@Override
			public String toString() {
				throw new AssertionError();
			}

			@SuppressWarnings("unused")
			public String getValue() {
				throw new AssertionError();
			}

		};
		this.contextRunner.withUserConfiguration(TestServices.class)
			.withBean(ObservationExporter.class, () -> exported::addAll)
			.run((context) -> {
				assertThat(context.getBean(Assistant.class).same(broken)).isSameAs(broken);
				assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(10))).isTrue();
				assertThat(exported.get(0).output().asText())
					.isEqualTo("{\"value\":\"<not captured: AssertionError>\"}");
			});
	}

	@Test
	void lazyApplicationFailsAtStartForAPropertyThatCannotWork() {
		this.contextRunner.withUserConfiguration(TestServices.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withPropertyValues("langfuse.public-key=only-one")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void observedCallGoesOnWhenTheTracerCannotBeMade() {
		this.contextRunner.withUserConfiguration(TestServices.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withBean(TraceSampler.class, () -> {
				throw new IllegalStateException("no sampler");
			})
			.run((context) -> assertThat(context.getBean(LonelyService.class).work()).isEqualTo("worked"));
	}

	@Test
	void traceIsPrintedToTheLogWhenAskedFor(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(TestServices.class)
			.withPropertyValues("langfuse.export.log=true")
			.run((context) -> {
				context.getBean(Assistant.class).answer("x\u001b[31m\ny", 1);
				context.getBean(Langfuse.class).flush(Duration.ofSeconds(10));
			});
		assertThat(output).contains("3 observations")
			.contains("x\\u{1b}[31m\\ny")
			.contains("answer [span]")
			.contains("└─ llm [generation]");
	}

	@Test
	void whenDisabledNothingHappensAndInjectedCodeRuns(CapturedOutput output) {
		Set<Thread> others = Thread.getAllStackTraces().keySet();
		try (LangfuseServer server = new LangfuseServer()) {
			this.contextRunner.withUserConfiguration(TestServices.class)
				.withPropertyValues(KEYS)
				.withPropertyValues("langfuse.base-url=" + server.url(), "langfuse.export.log=true",
						"langfuse.enabled=false")
				.run((context) -> {
					Langfuse langfuse = context.getBean(Langfuse.class);
					assertThat(context.getBean(Assistant.class).answer("x", 1)).isEqualTo("model says x");
					assertThat(langfuse.observation("a").observe(() -> langfuse.current().isRecording())).isFalse();
					assertThat(langfuse.current(Context.empty())).isSameAs(LangfuseObservation.noop());
					assertThat(langfuse.flush(Duration.ofSeconds(20))).isTrue();
					assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> !others.contains(thread))
						.extracting(Thread::getName)
						.noneMatch((name) -> name.startsWith("langfuse"));
				});
			assertThat(server.requests()).isEmpty();
		}
		assertThat(output).containsOnlyOnce("Langfuse is disabled").doesNotContain("Trace ");
	}

	@Test
	void whenDisabledDoesNotMindWrongProperties() {
		this.contextRunner
			.withPropertyValues("langfuse.enabled=false", "langfuse.public-key=only-one", "langfuse.sample-rate=7")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startupLineSaysWhereTracesGoWithoutTheSecret(CapturedOutput output) {
		this.contextRunner.withPropertyValues(KEYS)
			.withPropertyValues("langfuse.base-url=https://langfuse.example.com/", "langfuse.environment=prod")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("Langfuse traces are sent to https://langfuse.example.com with key pk-lf-01…, "
				+ "environment prod, sample rate 1.0, content is recorded");
		assertThat(output).doesNotContain("sk-lf-secret").doesNotContain("0123456789");
	}

	@Test
	void startupLineSaysWhenContentIsNotCaptured(CapturedOutput output) {
		this.contextRunner.withPropertyValues(KEYS)
			.withPropertyValues("langfuse.capture.mode=metadata-only")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("content is not recorded (metadata-only)");
	}

	@Test
	void sampledOutTracesAreNotSent() {
		try (LangfuseServer server = new LangfuseServer()) {
			this.contextRunner.withUserConfiguration(TestServices.class)
				.withPropertyValues(KEYS)
				.withPropertyValues("langfuse.base-url=" + server.url(), "langfuse.sample-rate=0")
				.run((context) -> {
					context.getBean(Assistant.class).answer("x", 1);
					Langfuse langfuse = context.getBean(Langfuse.class);
					langfuse.observation("o").observe(() -> {
						assertThat(langfuse.current().isRecording()).isFalse();
						assertThat(langfuse.current().traceId()).hasSize(32);
						langfuse.current().event("e");
					});
					assertThat(langfuse.flush(Duration.ofSeconds(20))).isTrue();
				});
			assertThat(server.requests()).isEmpty();
		}
	}

	@Test
	void worksWithoutMicrometerTracing() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer.tracing"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TracingIds.class));
	}

	@Test
	void worksWithoutARegistryOfTheApplication() {
		RecordingExporter exporter = new RecordingExporter();
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LangfuseAutoConfiguration.class))
			.withUserConfiguration(TestServices.class)
			.withBean(RecordingExporter.class, () -> exporter)
			.run((context) -> {
				assertThat(context).doesNotHaveBean(ObservationRegistry.class);
				context.getBean(Assistant.class).answer("x", 1);
			});
		assertThat(exporter.named("llm").parentId()).isEqualTo(exporter.named("answer").id());
	}

	@Test
	void worksWithSeveralRegistries() {
		try (LangfuseServer server = new LangfuseServer()) {
			this.contextRunner.withUserConfiguration(TwoRegistries.class, TestServices.class)
				.withPropertyValues(KEYS)
				.withPropertyValues("langfuse.base-url=" + server.url())
				.run((context) -> context.getBean(Assistant.class).answer("x", 1));
			assertThat(server.span("llm").parentId()).isEqualTo(server.span("answer").id());
		}
	}

	@Test
	void releaseIsTheGitCommitElseTheVersionOfTheBuild() {
		assertThat(resourceWith(true, true)).contains("langfuse.release=0123abcd", "service.version=2.1");
		assertThat(resourceWith(false, true)).contains("langfuse.release=2.1", "service.version=2.1");
		assertThat(resourceWith(false, false)).isEmpty();
	}

	private List<String> resourceWith(boolean git, boolean build) {
		try (LangfuseServer server = new LangfuseServer()) {
			ApplicationContextRunner runner = this.contextRunner.withUserConfiguration(TestServices.class)
				.withPropertyValues(KEYS)
				.withPropertyValues("langfuse.base-url=" + server.url());
			if (git) {
				runner = runner.withBean(GitProperties.class,
						() -> new GitProperties(properties("commit.id", "0123abcd")));
			}
			if (build) {
				runner = runner.withBean(BuildProperties.class,
						() -> new BuildProperties(properties("version", "2.1")));
			}
			runner.run((context) -> context.getBean(Assistant.class).open("x"));
			return server.requests()
				.get(0)
				.resource()
				.path("attributes")
				.valueStream()
				.map((node) -> node.path("key").asString() + "=" + node.at("/value/stringValue").asString())
				.toList();
		}
	}

	private static Properties properties(String key, String value) {
		Properties properties = new Properties();
		properties.setProperty(key, value);
		return properties;
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoRegistries {

		@Bean
		ObservationRegistry first() {
			return ObservationRegistry.create();
		}

		@Bean
		ObservationRegistry second() {
			return ObservationRegistry.create();
		}

	}

}
