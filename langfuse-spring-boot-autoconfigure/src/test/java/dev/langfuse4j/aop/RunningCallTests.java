/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
import org.aopalliance.intercept.MethodInvocation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RunningCall}. The handlers of the application are notified of each end
 * that is not ignored.
 */
class RunningCallTests {

	private static final int THREADS = 4;

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

	@Test
	void threadsEndACallOnce() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			for (int i = 0; i < 200; i++) {
				RunningCall call = start();
				CyclicBarrier together = new CyclicBarrier(THREADS);
				List<Future<?>> ends = IntStream.range(0, THREADS)
					.<Future<?>>mapToObj((thread) -> threads.submit(() -> {
						together.await(30, TimeUnit.SECONDS);
						call.fail(new IllegalStateException());
						return null;
					}))
					.toList();
				for (Future<?> end : ends) {
					end.get(30, TimeUnit.SECONDS);
				}
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(this.application.events).hasSize(400).filteredOn((event) -> event.equals("error")).hasSize(200);
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
		ContentCapture capture = new ContentCapture(CaptureSettings.defaults());
		LangfuseObservationHandler handler = new LangfuseObservationHandler(this.sink, capture, TraceSampler.ratio(1),
				TracingIds.NONE, List.of());
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(handler).observationHandler(this.application);
		LangfuseTracer tracer = new LangfuseTracer(this.sink, handler, capture, () -> registry);
		MethodInvocation invocation = new ObservedInvocationTests.Call(Service.class.getDeclaredMethod("answer"),
				new Object[0]);
		ObserveSpec spec = new ObserveSpecs().find(invocation.getMethod(), Service.class);
		ObservedMethod method = new ObservedMethod(tracer, spec, new ReturnValueHandlers(List.of(), List.of()));
		return new ObservedInvocation(method, invocation).start();
	}

	static class Service {

		@Observe
		String answer() {
			return "";
		}

	}

	private static final class ApplicationHandler implements ObservationHandler<Observation.Context> {

		private final List<String> events = new CopyOnWriteArrayList<>();

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
