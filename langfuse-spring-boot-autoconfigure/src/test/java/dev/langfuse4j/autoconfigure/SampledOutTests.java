/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dev.langfuse4j.ContextWrapper;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveTrace;
import dev.langfuse4j.observation.DetachedObservation;
import dev.langfuse4j.observation.LangfuseObservationContext;
import dev.langfuse4j.observation.ObservationScope;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.trace.TraceSampler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Observed methods below one that is sampled out: the trace stays the same, on all
 * threads, with or without an observation for each of them.
 */
class SampledOutTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner()
		.withBean(Service.class)
		.withPropertyValues("langfuse.public-key=pk-lf-1", "langfuse.secret-key=sk-lf-1",
				"langfuse.base-url=http://localhost:1", "langfuse.export.shutdown-timeout=10ms",
				"langfuse.sample-rate=0");

	@Test
	void methodsShareTheObservationIfNobodyElseListens() {
		this.contextRunner.run((context) -> {
			Service service = context.getBean(Service.class);
			ObservationRegistry registry = context.getBean(ObservationRegistry.class);
			service.run(() -> {
				Observation outer = registry.getCurrentObservation();
				assertThat(outer).isNotNull();
				assertThat(service.<@Nullable Observation>run(registry::getCurrentObservation)).isSameAs(outer);
				assertThat(registry.getCurrentObservation()).isSameAs(outer);
				return null;
			});
			assertThat(registry.getCurrentObservation()).isNull();
		});
	}

	@Test
	void anotherHandlerSeesEachMethod() {
		Names names = new Names();
		this.contextRunner.withBean(Names.class, () -> names).run((context) -> {
			Service service = context.getBean(Service.class);
			service.run(() -> service.run(() -> null));
			assertThat(names.stopped).containsExactly("run", "run");
		});
	}

	@Test
	void theTraceIsTheSameOnOtherThreads() {
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			Service service = context.getBean(Service.class);
			ContextWrapper wrapper = context.getBean(ContextWrapper.class);
			service.run(() -> {
				Map<String, String> headers = headers(langfuse);
				assertThat(headers.get("traceparent")).endsWith("-00");
				assertThat(service.run(() -> headers(langfuse))).isEqualTo(headers);
				Supplier<Map<String, String>> task = service.run(
						() -> wrapper.wrap((Supplier<Map<String, String>>) () -> service.run(() -> headers(langfuse))));
				assertThat(CompletableFuture.supplyAsync(task).join()).isEqualTo(headers);
				DetachedObservation detached = langfuse.observation("detached").startDetached();
				assertThat(CompletableFuture.supplyAsync(() -> {
					try (ObservationScope scope = detached.openScope()) {
						return service.run(() -> headers(langfuse));
					}
				}).join()).isEqualTo(headers);
				detached.end();
				assertThat(service.later(Mono.fromSupplier(() -> service.run(() -> headers(langfuse)))).block(SOON))
					.isEqualTo(headers);
				assertThat(headers(langfuse)).isEqualTo(headers);
				return null;
			});
		});
	}

	@Test
	void anErrorOfAMethodEndsNothingElse() {
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			Service service = context.getBean(Service.class);
			service.run(() -> {
				Map<String, String> headers = headers(langfuse);
				assertThatIllegalStateException().isThrownBy(() -> service.run(() -> {
					throw new IllegalStateException();
				}));
				assertThat(headers(langfuse)).isEqualTo(headers);
				return null;
			});
		});
	}

	@Test
	void aNewTraceBelowIsSampledAnew() {
		this.contextRunner.withBean(TraceSampler.class, EverySecond::new).run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			Service service = context.getBean(Service.class);
			service.run(() -> {
				assertThat(langfuse.current().isRecording()).isFalse();
				assertThat(service.run(() -> langfuse.current().isRecording())).isFalse();
				assertThat(service.inNewTrace(() -> langfuse.current().isRecording())).isTrue();
				assertThat(langfuse.current().isRecording()).isFalse();
				return null;
			});
		});
	}

	private static Map<String, String> headers(Langfuse langfuse) {
		Map<String, String> headers = new HashMap<>();
		langfuse.current().inject(headers);
		return headers;
	}

	static class Service {

		@Observe
		public <T extends @Nullable Object> T run(Supplier<T> code) {
			return code.get();
		}

		@Observe
		@ObserveTrace(newTrace = true)
		public <T extends @Nullable Object> T inNewTrace(Supplier<T> code) {
			return code.get();
		}

		@Observe
		public <T> Mono<T> later(Mono<T> result) {
			return result;
		}

	}

	static class EverySecond implements TraceSampler {

		private boolean sampled = true;

		@Override
		public boolean isSampled(String traceId) {
			this.sampled = !this.sampled;
			return this.sampled;
		}

	}

	static class Names implements ObservationHandler<LangfuseObservationContext> {

		private final List<String> stopped = new ArrayList<>();

		@Override
		public void onStop(LangfuseObservationContext context) {
			this.stopped.add(context.getObservationName());
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof LangfuseObservationContext;
		}

	}

}
