/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.testing.RecordingExporter;
import dev.langfuse4j.testing.RecordingSink;
import dev.langfuse4j.trace.LangfuseObservationHandler;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.TraceSampler;
import dev.langfuse4j.trace.TracingIds;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RunningCall}. The handlers of the application are notified of each end
 * that is not ignored.
 */
class RunningCallTests {

	private static final int THREADS = 2;

	private static final int CALLS = 15_000;

	private static final int SPINS = 10_000;

	private static final Duration MEETING = Duration.ofSeconds(10);

	private final RecordingSink sink = new RecordingSink();

	private final ApplicationHandler application = new ApplicationHandler();

	@Test
	void firstEndCounts() throws Exception {
		RunningCall call = start();
		call.complete("first");
		call.complete("second");
		call.fail(new IllegalStateException("late"));
		call.cancel();
		call.drop("third");
		assertThat(this.application.events).containsExactly("stop");
		ObservationData observation = this.sink.named("answer");
		assertThat(RecordingExporter.text(observation.output())).isEqualTo("first");
		assertThat(observation.level()).isEqualTo(ObservationLevel.DEFAULT);
	}

	/**
	 * Two threads meet before each of many calls, because they rarely end one at the same
	 * moment otherwise. On a busy machine they meet less often.
	 */
	@Test
	void threadsEndACallOnce() throws Exception {
		IllegalStateException failure = new IllegalStateException();
		ObservedMethod method = method();
		List<RunningCall> calls = new ArrayList<>();
		for (int i = 0; i < CALLS; i++) {
			calls.add(start(method));
		}
		AtomicInteger arrived = new AtomicInteger();
		AtomicBoolean over = new AtomicBoolean();
		long deadline = System.nanoTime() + MEETING.toNanos();
		Runnable ends = () -> {
			int expected = 0;
			for (RunningCall call : calls) {
				expected += THREADS;
				arrived.incrementAndGet();
				for (int spins = 0; arrived.get() < expected && !over.get(); spins++) {
					if (spins > SPINS) {
						over.compareAndSet(false, System.nanoTime() - deadline > 0);
						Thread.yield();
					}
				}
				call.fail(failure);
			}
		};
		CompletableFuture<?>[] threads = IntStream.range(0, THREADS)
			.mapToObj((thread) -> CompletableFuture.runAsync(ends, (task) -> new Thread(task, "end-" + thread).start()))
			.toArray(CompletableFuture[]::new);
		assertThat(CompletableFuture.allOf(threads)).succeedsWithin(Duration.ofSeconds(60));
		assertThat(this.application.events.stream().filter((event) -> event.equals("error"))).hasSize(CALLS);
		assertThat(this.application.events).hasSize(2 * CALLS);
	}

	@Test
	void cancellationIsNoFailureUnlessTheMethodItselfThrowsIt() throws Exception {
		assertThat(levelAfter((call) -> call.fail(new CompletionException(new CancellationException()))))
			.isEqualTo(ObservationLevel.WARNING);
		assertThat(this.application.events).containsExactly("stop");
		assertThat(levelAfter((call) -> call.failWith(new CancellationException()))).isEqualTo(ObservationLevel.ERROR);
	}

	private ObservationLevel levelAfter(Consumer<RunningCall> end) throws Exception {
		this.sink.all().clear();
		end.accept(start());
		return this.sink.named("answer").level();
	}

	private RunningCall start() throws Exception {
		return start(method());
	}

	private static RunningCall start(ObservedMethod method) throws Exception {
		return new ObservedInvocation(method, new ObservedInvocationTests.Call(answer(), new Object[0])).start();
	}

	private static Method answer() throws Exception {
		return Service.class.getDeclaredMethod("answer");
	}

	private ObservedMethod method() throws Exception {
		ContentCapture capture = new ContentCapture(CaptureSettings.defaults());
		LangfuseObservationHandler handler = new LangfuseObservationHandler(this.sink, capture, TraceSampler.ratio(1),
				TracingIds.NONE, List.of());
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(handler).observationHandler(this.application);
		LangfuseTracer tracer = new LangfuseTracer(this.sink, handler, capture, () -> registry);
		ObserveSpec spec = new ObserveSpecs().find(answer(), Service.class);
		return new ObservedMethod(tracer, spec, new ReturnValueHandlers(List.of(), List.of()));
	}

	static class Service {

		@Observe
		String answer() {
			return "";
		}

	}

	private static final class ApplicationHandler implements ObservationHandler<Observation.Context> {

		private final Queue<String> events = new ConcurrentLinkedQueue<>();

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		@Override
		public void onError(Observation.Context context) {
			this.events.add("error");
		}

		@Override
		public void onStop(Observation.Context context) {
			this.events.add("stop");
		}

	}

}
