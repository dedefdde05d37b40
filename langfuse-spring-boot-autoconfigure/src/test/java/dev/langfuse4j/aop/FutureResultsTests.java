/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

import dev.langfuse4j.ContextWrapper;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.testing.LangfuseContexts;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Methods that return a future.
 */
class FutureResultsTests {

	@Test
	void observationEndsWhenTheFutureIsCompleted() {
		run((service, recorder) -> {
			CompletableFuture<String> future = new CompletableFuture<>();
			assertThat(service.stage(future)).isSameAs(future);
			assertThat(recorder.observations()).extracting((data) -> data.name()).containsExactly("nested");
			future.complete("late");
			assertThat(recorder).hasSingleTrace().withRoot("stage").hasOutput("late").hasChild("nested");
		});
	}

	@Test
	void observationTakesAsLongAsTheFuture() {
		run((service, recorder) -> {
			CompletableFuture<String> future = new CompletableFuture<>();
			service.stage(future);
			long atLeast = System.nanoTime();
			while (System.nanoTime() - atLeast < 20_000_000) {
				Thread.onSpinWait();
			}
			future.complete("late");
			ObservationData stage = recorder.observations()
				.stream()
				.filter((data) -> data.name().equals("stage"))
				.findAny()
				.orElseThrow();
			assertThat(stage.endTime() - stage.startTime()).isGreaterThanOrEqualTo(20_000_000);
		});
	}

	@Test
	void completedFutureAndNoneAtAllEndWithTheMethod() {
		run((service, recorder) -> {
			service.stage(CompletableFuture.completedFuture(null));
			service.stage(null);
			service.subclass(new OwnFuture());
			assertThat(recorder).hasTraces(3);
			assertThat(recorder).hasTraceWithRoot("subclass").hasOutput("own");
		});
	}

	@Test
	void failuresAreThoseOfTheUser() {
		run((service, recorder) -> {
			CompletableFuture<String> failing = CompletableFuture.supplyAsync(() -> {
				throw new IllegalStateException("no model");
			});
			CompletableFuture<String> future = service.stage(failing);
			assertThatExceptionOfType(CompletionException.class).isThrownBy(future::join)
				.withCauseInstanceOf(IllegalStateException.class);
			await(recorder, "stage");
			assertThat(recorder).hasTraceWithRoot("stage")
				.hasFailed("no model")
				.hasMetadata("exception.type", "java.lang.IllegalStateException");
			recorder.clear();
			assertThatIllegalStateException().isThrownBy(service::throwing).withMessage("at once");
			assertThat(recorder).hasTraceWithRoot("throwing").hasFailed("at once");
		});
	}

	@Test
	void cancellingIsNoFailure() {
		run((service, recorder) -> {
			CompletableFuture<String> future = service.stage(new CompletableFuture<>());
			assertThat(future.cancel(true)).isTrue();
			assertThatExceptionOfType(CancellationException.class).isThrownBy(future::join);
			assertThat(recorder).hasTraceWithRoot("stage")
				.hasLevel(ObservationLevel.WARNING)
				.hasOutput(null)
				.satisfies((data) -> assertThat(data.statusMessage()).isEqualTo("cancelled"));
		});
	}

	@Test
	void timeoutIsAFailure() {
		run((service, recorder) -> {
			CompletableFuture<String> future = service.stage(new CompletableFuture<>());
			assertThatExceptionOfType(ExecutionException.class)
				.isThrownBy(() -> future.orTimeout(1, TimeUnit.MILLISECONDS).get())
				.withCauseInstanceOf(TimeoutException.class);
			await(recorder, "stage");
			assertThat(recorder).hasTraceWithRoot("stage")
				.hasMetadata("exception.type", "java.util.concurrent.TimeoutException")
				.hasLevel(ObservationLevel.ERROR);
		});
	}

	@Test
	void futureThatDoesNotTellEndsWithTheMethod() {
		run((service, recorder) -> {
			FutureTask<String> task = new FutureTask<>(() -> "done");
			assertThat(service.future(task)).isSameAs(task);
			task.run();
			service.future(task);
			FutureTask<String> failed = new FutureTask<>(() -> {
				throw new IllegalStateException("no");
			});
			failed.run();
			service.future(failed);
			FutureTask<String> cancelled = new FutureTask<>(() -> "never");
			cancelled.cancel(true);
			service.future(cancelled);
			assertThat(recorder.observations()).extracting((data) -> text(data))
				.containsExactly("DEFAULT {\"future\":\"pending\"}", "DEFAULT done", "ERROR null", "WARNING null");
		});
	}

	@Test
	void futureThatDoesTellIsAwaitedWhateverItIsDeclaredAs() {
		run((service, recorder) -> {
			CompletableFuture<String> future = new CompletableFuture<>();
			service.future(future);
			assertThat(recorder).hasNoTrace();
			future.complete("late");
			assertThat(recorder).hasTraceWithRoot("future").hasOutput("late");
		});
	}

	@Test
	void stageThatCannotBeAwaitedDoesNotHurt() {
		run((service, recorder) -> {
			CompletableFuture<String> broken = new CompletableFuture<>() {

				@Override
				public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
					throw new UnsupportedOperationException();
				}

			};
			assertThat(service.stage(broken)).isSameAs(broken);
			assertThat(recorder).hasTraceWithRoot("stage").hasOutput("{\"future\":\"pending\"}");
		});
	}

	@Test
	void expressionsSeeTheResult() {
		run((service, recorder) -> {
			service.length(CompletableFuture.completedFuture("four"));
			assertThat(recorder).hasTraceWithRoot("length").hasOutput("4").hasMetadata("upper", "FOUR");
		});
	}

	@Test
	void workOnAnotherThreadIsBelowWithTheWrappedExecutor() {
		run((service, recorder) -> {
			service.parallel().toCompletableFuture().join();
			await(recorder, "parallel");
			assertThat(recorder).hasSingleTrace().withRoot("parallel").hasOutput("inner").hasChild("inner");
		});
	}

	/**
	 * A caller that waits for a future may go on before the code that observes it.
	 */
	private static void await(LangfuseRecorder recorder, String name) {
		Awaitility.await().until(() -> recorder.observations().stream().anyMatch((data) -> data.name().equals(name)));
	}

	private static String text(ObservationData data) {
		return data.level() + " " + ((data.output() != null) ? data.output().asText() : null);
	}

	private static void run(BiConsumer<Service, LangfuseRecorder> code) {
		LangfuseContexts.plainRunner()
			.withBean(LangfuseRecorder.class)
			.withBean(Inner.class)
			.withBean(Service.class)
			.run((context) -> code.accept(context.getBean(Service.class), context.getBean(LangfuseRecorder.class)));
	}

	static class Inner {

		@Observe
		String nested() {
			return "nested";
		}

		@Observe
		String inner() {
			return "inner";
		}

	}

	static class Service {

		private final Inner inner;

		private final ContextWrapper wrapper;

		Service(Inner inner, ContextWrapper wrapper) {
			this.inner = inner;
			this.wrapper = wrapper;
		}

		@Observe
		CompletableFuture<String> stage(@Nullable CompletableFuture<String> future) {
			this.inner.nested();
			return future;
		}

		@Observe
		OwnFuture subclass(OwnFuture future) {
			future.complete("own");
			return future;
		}

		@Observe
		CompletionStage<String> throwing() {
			throw new IllegalStateException("at once");
		}

		@Observe
		Future<String> future(Future<String> future) {
			return future;
		}

		@Observe(output = "#result.length()", metadata = "upper=#result.toUpperCase()")
		CompletionStage<String> length(CompletionStage<String> stage) {
			return stage;
		}

		@Observe
		CompletionStage<String> parallel() {
			Executor executor = this.wrapper.wrap(Executors.newSingleThreadExecutor((task) -> {
				Thread thread = new Thread(task);
				thread.setDaemon(true);
				return thread;
			}));
			return CompletableFuture.supplyAsync(this.inner::inner, executor);
		}

	}

	static class OwnFuture extends CompletableFuture<String> {

	}

}
