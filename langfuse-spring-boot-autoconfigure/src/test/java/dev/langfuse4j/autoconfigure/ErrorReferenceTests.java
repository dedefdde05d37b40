/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Capture;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.observation.LangfuseTrace;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.testing.LangfuseContexts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * An exception that passes several observations is written whole once.
 */
class ErrorReferenceTests {

	private final ApplicationContextRunner contextRunner = LangfuseContexts.plainRunner()
		.withBean(LangfuseRecorder.class)
		.withBean(Layers.class);

	@Test
	void onlyTheInnermostObservationHasTheStackTrace() {
		this.contextRunner.run((context) -> {
			Layers layers = context.getBean(Layers.class);
			IllegalStateException error = new IllegalStateException("broken");
			assertThatException().isThrownBy(() -> layers.outer(() -> layers.middle(() -> layers.inner(() -> {
				throw error;
			})))).isSameAs(error);
			ObservationData inner = named(context, "inner");
			assertThat(stackTrace(inner)).startsWith("java.lang.IllegalStateException: broken")
				.contains("\tat " + ErrorReferenceTests.class.getName());
			for (String above : new String[] { "middle", "outer" }) {
				ObservationData data = named(context, above);
				assertThat(stackTrace(data)).isEqualTo("see observation " + inner.id());
				assertThat(data.level()).isEqualTo(ObservationLevel.ERROR);
				assertThat(data.statusMessage()).isEqualTo("broken");
				assertThat(data.metadata().get("exception.type").asText()).isEqualTo("java.lang.IllegalStateException");
			}
		});
	}

	@Test
	void exceptionThatWrapsAnotherHasItsOwnStackTraceOnly() {
		this.contextRunner.run((context) -> {
			Layers layers = context.getBean(Layers.class);
			assertThatException().isThrownBy(() -> layers.outer(() -> layers.middle(() -> {
				try {
					layers.inner(() -> {
						throw new UncheckedIOException("lost", new IOException("disk"));
					});
				}
				catch (UncheckedIOException ex) {
					throw new IllegalArgumentException("wrapped", new IllegalStateException("between", ex));
				}
			})));
			String reference = "see observation " + named(context, "inner").id();
			assertThat(stackTrace(named(context, "inner"))).startsWith("java.io.UncheckedIOException: lost");
			assertThat(stackTrace(named(context, "middle"))).startsWith("java.lang.IllegalArgumentException: wrapped")
				.contains("\tat ", "\t... ", "Caused by: java.lang.IllegalStateException: between",
						"Caused by: java.io.UncheckedIOException: lost")
				.doesNotContain("disk")
				.endsWith("\t" + reference + System.lineSeparator());
			assertThat(stackTrace(named(context, "outer")))
				.isEqualTo("see observation " + named(context, "middle").id());
		});
	}

	@Test
	void failureOfAnotherThreadIsKnownByItsCause() {
		this.contextRunner.run((context) -> {
			Layers layers = context.getBean(Layers.class);
			CompletableFuture<String> future = layers
				.future(() -> layers.later(new CompletableFuture<String>()).handle((result, ex) -> {
					throw new CompletionException(ex);
				}));
			assertThatThrownBy(future::get).isInstanceOf(ExecutionException.class);
			ObservationData inner = named(context, "later");
			assertThat(stackTrace(inner)).contains("IllegalStateException: late");
			assertThat(stackTrace(named(context, "future"))).isEqualTo("see observation " + inner.id());
			assertThat(named(context, "future").statusMessage()).isEqualTo("late");
		});
	}

	@Test
	void publishersReferToTheInnermostToo() {
		this.contextRunner.run((context) -> {
			Layers layers = context.getBean(Layers.class);
			Mono<String> mono = layers.mono(() -> layers.innerMono("reactive"));
			assertThatThrownBy(mono::block).hasMessage("reactive");
			assertThat(stackTrace(named(context, "mono")))
				.isEqualTo("see observation " + named(context, "innerMono").id());
		});
	}

	@Test
	void whoRecordsNoStackTraceLeavesItToTheNext() {
		this.contextRunner.run((context) -> {
			Layers layers = context.getBean(Layers.class);
			assertThatException().isThrownBy(() -> layers.outer(() -> layers.middle(() -> layers.silent(() -> {
				throw new IllegalStateException("broken");
			}))));
			assertThat(stackTrace(named(context, "silent"))).isNull();
			assertThat(stackTrace(named(context, "middle"))).contains("IllegalStateException: broken", "\tat ");
			assertThat(stackTrace(named(context, "outer")))
				.isEqualTo("see observation " + named(context, "middle").id());
		});
	}

	@Test
	void anotherTraceHasTheStackTraceItself() {
		this.contextRunner.run((context) -> {
			Layers layers = context.getBean(Layers.class);
			Langfuse langfuse = context.getBean(Langfuse.class);
			assertThatException()
				.isThrownBy(() -> layers.outer(() -> langfuse.observation("own").newTrace().observe(() -> {
					throw new IllegalStateException("broken");
				})));
			assertThat(stackTrace(named(context, "own"))).contains("\tat ");
			assertThat(stackTrace(named(context, "outer"))).contains("\tat ");
		});
	}

	@Test
	void whatTheObservationRecordsAfterwardsIsNoReferenceToItself() {
		this.contextRunner.run((context) -> {
			Layers layers = context.getBean(Layers.class);
			Langfuse langfuse = context.getBean(Langfuse.class);
			IllegalStateException first = new IllegalStateException("first");
			assertThatException().isThrownBy(() -> layers.outer(() -> layers.inner(() -> {
				langfuse.current().error(first);
				langfuse.current().error(first);
				langfuse.current().error(new IllegalStateException("second"));
				throw first;
			})));
			assertThat(stackTrace(named(context, "inner"))).contains("IllegalStateException: first", "\tat ");
			assertThat(stackTrace(named(context, "outer")))
				.isEqualTo("see observation " + named(context, "inner").id());
		});
	}

	@Test
	void exceptionIsNotKeptInMemory() {
		this.contextRunner.run((context) -> {
			Layers layers = context.getBean(Layers.class);
			LangfuseTrace[] trace = new LangfuseTrace[1];
			WeakReference<Throwable> error = fail(context.getBean(Langfuse.class), layers, trace);
			await().pollDelay(Duration.ZERO).until(() -> {
				System.gc();
				return error.get() == null;
			});
			assertThat(trace[0].id()).isNotNull();
		});
	}

	private static WeakReference<Throwable> fail(Langfuse langfuse, Layers layers, LangfuseTrace[] trace) {
		try {
			layers.outer(() -> layers.inner(() -> {
				trace[0] = langfuse.current().trace();
				throw new IllegalStateException("broken");
			}));
			throw new AssertionError();
		}
		catch (IllegalStateException ex) {
			return new WeakReference<>(ex);
		}
	}

	private static @Nullable String stackTrace(ObservationData data) {
		return data.metadata().containsKey("exception.stacktrace")
				? data.metadata().get("exception.stacktrace").asText() : null;
	}

	private static ObservationData named(ApplicationContext context, String name) {
		return context.getBean(LangfuseRecorder.class)
			.observations()
			.stream()
			.filter((data) -> data.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

	static class Layers {

		@Observe
		public void outer(Runnable code) {
			code.run();
		}

		@Observe
		public void middle(Runnable code) {
			code.run();
		}

		@Observe
		public void inner(Runnable code) {
			code.run();
		}

		@Observe(captureErrors = Capture.OFF)
		public void silent(Runnable code) {
			code.run();
		}

		@Observe
		public CompletableFuture<String> future(Supplier<CompletableFuture<String>> code) {
			return code.get();
		}

		@Observe
		public CompletableFuture<String> later(CompletableFuture<String> future) {
			future.completeExceptionally(new IllegalStateException("late"));
			return future;
		}

		@Observe
		public Mono<String> mono(Supplier<Mono<String>> code) {
			return Mono.defer(code);
		}

		@Observe
		public Mono<String> innerMono(String message) {
			return Mono.error(() -> new IllegalStateException(message));
		}

	}

}
