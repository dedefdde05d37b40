/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.RecordingExporter;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The calls that prepare the first one of the application.
 */
class CallWarmUpTests {

	private static final int CALLS = 4;

	private final ApplicationContextRunner contexts = LangfuseContexts.runner()
		.withUserConfiguration(Application.class);

	@Test
	void itsCallsAreSeenByNobody() {
		this.contexts.run((context) -> {
			assertThat(new CallWarmUp().makeCalls()).isEqualTo(CALLS);
			assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(30))).isTrue();
			assertThat(context.getBean(AllContexts.class).names).isEmpty();
			assertThat(context.getBean(RecordingExporter.class).all()).isEmpty();
			assertThat(context.getBean(ExportStatistics.class).accepted()).isZero();
			assertThat(context.getBean(ObservationRegistry.class).getCurrentObservation()).isNull();
			context.getBean(Answers.class).answer();
			assertThat(context.getBean(AllContexts.class).names).containsExactly("answer");
		});
	}

	@Test
	void aCallOfTheApplicationEndsIt() {
		CallWarmUp warmUp = new CallWarmUp();
		warmUp.end();
		assertThat(warmUp.makeCalls()).isZero();
	}

	@Test
	void itHoldsUpNobody() {
		CallWarmUp warmUp = new CallWarmUp();
		Thread thread = warmUp.thread(warmUp::makeCalls);
		assertThat(thread.isDaemon()).isTrue();
		assertThat(thread.getPriority()).isEqualTo(Thread.MIN_PRIORITY);
	}

	@Test
	void itRunsBesideTheStartOnlyIfAProcessorIsIdle(@TempDir Path directory) throws IOException {
		Path averages = directory.resolve("loadavg");
		assertThat(CallWarmUp.hasIdleProcessor(averages, 2)).isFalse();
		Files.writeString(averages, "1.00 9.99 9.99 1/345 6789\n");
		assertThat(CallWarmUp.hasIdleProcessor(averages, 2)).isTrue();
		assertThat(CallWarmUp.hasIdleProcessor(averages, 1)).isFalse();
		Files.writeString(averages, "1.01 0.00 0.00 1/345 6789\n");
		assertThat(CallWarmUp.hasIdleProcessor(averages, 2)).isFalse();
		assertThat(CallWarmUp.hasIdleProcessor(averages, 3)).isTrue();
		Files.writeString(averages, "unknown\n");
		assertThat(CallWarmUp.hasIdleProcessor(averages, 64)).isFalse();
	}

	static class Answers {

		@Observe
		String answer() {
			return "42";
		}

	}

	static class AllContexts implements ObservationHandler<Observation.Context> {

		private final List<String> names = new CopyOnWriteArrayList<>();

		@Override
		public void onStart(Observation.Context context) {
			this.names.add(context.getContextualName());
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Answers answers() {
			return new Answers();
		}

		@Bean
		AllContexts allContexts() {
			return new AllContexts();
		}

		@Bean
		RecordingExporter exporter() {
			return new RecordingExporter();
		}

	}

}
