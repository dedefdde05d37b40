/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.ActiveObservation;
import dev.langfuse4j.observation.DetachedObservation;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationScope;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.testing.RecordingSink;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.util.context.Context;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Observations that end on other threads than they began on.
 */
@ExtendWith(OutputCaptureExtension.class)
class ScopesElsewhereTests {

	private final RecordingSink sink = new RecordingSink();

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final LangfuseTracer tracer = tracer();

	private final ExecutorService other = Executors.newSingleThreadExecutor();

	@AfterEach
	void nothingIsLeftCurrent() throws Exception {
		assertThat(this.tracer.current()).isSameAs(LangfuseObservation.noop());
		assertThat(this.registry.getCurrentObservationScope()).isNull();
		on(this.other, () -> assertThat(this.registry.getCurrentObservationScope()).isNull());
		this.other.shutdownNow();
	}

	@Test
	void whatIsClosedOnAnotherThreadIsLeftByItsOwn(CapturedOutput output) throws Exception {
		for (int user = 0; user < 3; user++) {
			ActiveObservation request = this.tracer.observation("closed elsewhere").start();
			closeElsewhere(request);
			observe("of the next user " + user);
		}
		assertThat(this.sink.all()).hasSize(6)
			.allSatisfy((data) -> assertThat(data.parentId()).isNull())
			.extracting((data) -> data.trace().traceId())
			.doesNotHaveDuplicates();
		assertThat(output).containsOnlyOnce("Observation 'closed elsewhere' was closed on another thread")
			.containsOnlyOnce("startDetached()");
	}

	@Test
	void scopeIsNotForgottenByTheGarbageCollector() throws Exception {
		closeElsewhere(this.tracer.observation("request").start());
		System.gc();
		observe("next");
		assertThat(this.sink.named("next").parentId()).isNull();
	}

	@Test
	void whatIsMadeByOthersBeforeIsNotBelowItEither() throws Exception {
		closeElsewhere(this.tracer.observation("request two").start());
		Observation http = Observation.createNotStarted("http", this.registry);
		assertThat(http.getContextView().getParentObservation()).isNull();
		http.observe(() -> observe("below http"));
		assertThat(this.sink.named("below http").parentId()).isNull();
	}

	@Test
	void scopesOfTheApplicationStay() throws Exception {
		Observation around = Observation.start("around", this.registry);
		Observation inside = Observation.createNotStarted("inside", this.registry);
		try (Observation.Scope aroundScope = around.openScope()) {
			ActiveObservation request = this.tracer.observation("request three").start();
			inside.parentObservation(this.registry.getCurrentObservation()).start();
			try (Observation.Scope insideScope = inside.openScope()) {
				closeElsewhere(request);
				observe("below inside");
				assertThat(this.registry.getCurrentObservation()).isSameAs(inside);
			}
			observe("below around");
			assertThat(this.registry.getCurrentObservation()).isSameAs(around);
		}
		// It was begun within the request
		assertThat(parentOf("below inside")).isEqualTo("request three");
		assertThat(this.sink.named("below around").parentId()).isNull();
	}

	@Test
	void scopesOfTheOtherThreadStay() throws Exception {
		ActiveObservation request = this.tracer.observation("request four").start();
		on(this.other, () -> this.tracer.observation("own").observe(() -> {
			request.close();
			observe("below own");
		}));
		observe("afterwards");
		assertThat(parentOf("below own")).isEqualTo("own");
		assertThat(this.sink.named("afterwards").parentId()).isNull();
	}

	@Test
	void handlersOfTheApplicationSeeTheScopeEndOnItsThread() throws Exception {
		Thread[] closed = new Thread[1];
		this.registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public void onScopeClosed(Observation.Context context) {
				if ("request five".equals(context.getContextualName())) {
					closed[0] = Thread.currentThread();
				}
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
		closeElsewhere(this.tracer.observation("request five").start());
		assertThat(closed[0]).isNull();
		assertThat(this.tracer.current().isRecording()).isFalse();
		assertThat(closed[0]).isSameAs(Thread.currentThread());
	}

	@Test
	void snapshotThatWasHandedOnIsBelowNevertheless() throws Exception {
		ActiveObservation request = this.tracer.observation("request six").start();
		Runnable handedOn = ContextSnapshotFactory.builder().build().captureAll().wrap(() -> observe("outlives"));
		closeElsewhere(request);
		on(this.other, handedOn::run);
		// The same on the thread that has yet to leave it
		handedOn.run();
		assertThat(this.sink.all()).filteredOn((data) -> data.name().equals("outlives"))
			.hasSize(2)
			.allSatisfy((data) -> assertThat(data.parentId()).isEqualTo(this.sink.named("request six").id()));
	}

	@Test
	void whatIsTakenToOtherThreadsAfterwardsIsNotBelow() throws Exception {
		closeElsewhere(this.tracer.observation("request seven").start());
		LangfuseTracer.leaveScopesClosedElsewhere();
		Runnable handedOn = ContextSnapshotFactory.builder().build().captureAll().wrap(() -> observe("handed on"));
		on(this.other, handedOn::run);
		assertThat(this.sink.named("handed on").parentId()).isNull();
	}

	@Test
	void closedTwiceIsClosedOnce() throws Exception {
		ActiveObservation request = this.tracer.observation("request eight").start();
		closeElsewhere(request);
		request.close();
		observe("next");
		assertThat(this.sink.all()).hasSize(2);
	}

	@Test
	void detachedObservationIsCurrentNowhere() throws Exception {
		DetachedObservation call = this.tracer.observation("call").startDetached();
		assertThat(this.tracer.current().isRecording()).isFalse();
		observe("beside");
		on(this.other, () -> {
			call.output("answer");
			call.end();
			call.end();
		});
		assertThat(this.sink.all()).hasSize(2);
		assertThat(this.sink.named("beside").parentId()).isNull();
		assertThat(this.sink.named("call").output().asText()).isEqualTo("answer");
	}

	@Test
	void detachedObservationIsBelowWhatIsCurrentAndAboveWhatItsScopeCovers() throws Exception {
		DetachedObservation[] call = new DetachedObservation[1];
		this.tracer.observation("root").observe(() -> {
			call[0] = this.tracer.observation("call").startDetached();
			observe("beside");
		});
		on(this.other, () -> {
			call[0].scoped(() -> observe("in a callback"));
			try (ObservationScope scope = call[0].openScope()) {
				assertThat(this.tracer.current().observationId()).isEqualTo(call[0].observationId());
				observe("in a scope");
			}
			observe("after the scope");
			assertThat(call[0].scoped(() -> "result")).isEqualTo("result");
		});
		call[0].end();
		assertThat(parentOf("call")).isEqualTo("root");
		assertThat(parentOf("beside")).isEqualTo("root");
		assertThat(parentOf("in a callback")).isEqualTo("call");
		assertThat(parentOf("in a scope")).isEqualTo("call");
		assertThat(this.sink.named("after the scope").parentId()).isNull();
	}

	@Test
	void whatACallbackThrowsIsTheError() {
		DetachedObservation call = this.tracer.observation("call").startDetached();
		IllegalStateException failure = new IllegalStateException("no answer");
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> call.scoped((Runnable) () -> {
			throw failure;
		})).isSameAs(failure);
		call.end();
		assertThat(this.sink.named("call").level()).isEqualTo(ObservationLevel.ERROR);
		assertThat(this.sink.named("call").statusMessage()).isEqualTo("no answer");
	}

	@Test
	void scopeOfADetachedObservationThatIsClosedElsewhereIsLeftWhileTheObservationGoesOn() throws Exception {
		DetachedObservation call = this.tracer.observation("call of a scope").startDetached();
		ObservationScope scope = call.openScope();
		on(this.other, scope::close);
		observe("next");
		call.scoped(() -> observe("below"));
		call.end();
		assertThat(this.sink.named("next").parentId()).isNull();
		assertThat(parentOf("below")).isEqualTo("call of a scope");
	}

	@Test
	void parentIsNamed() throws Exception {
		DetachedObservation call = this.tracer.observation("call").startDetached();
		this.tracer.observation("current").observe(() -> {
			this.tracer.observation("tool").parent(call).observe(() -> observe("in the tool"));
			this.tracer.observation("without").parent(null).observe(() -> {
			});
			this.tracer.observation("of none").parent(LangfuseObservation.noop()).observe(() -> {
			});
		});
		call.end();
		on(this.other, () -> this.tracer.observation("late").parent(call).startDetached().end());
		assertThat(parentOf("tool")).isEqualTo("call");
		assertThat(parentOf("in the tool")).isEqualTo("tool");
		assertThat(parentOf("late")).isEqualTo("call");
		assertThat(parentOf("without")).isEqualTo("current");
		assertThat(parentOf("of none")).isEqualTo("current");
	}

	@Test
	void currentHandleIsAParentWithWhatHoldsWhereItWasGot() throws Exception {
		LangfuseObservation[] handles = new LangfuseObservation[2];
		this.tracer.observation("root").observe(() -> {
			handles[0] = this.tracer.current();
			ObservedCall with = this.tracer.carry(GivenOrigin.of(TraceAttributes.builder().userId("ada").build()),
					Context.empty());
			try (ObservedCall.Scope scope = with.openScope()) {
				handles[1] = this.tracer.current();
			}
			with.stop();
		});
		on(this.other, () -> {
			this.tracer.observation("of nobody").parent(handles[0]).observe(() -> {
			});
			this.tracer.observation("of ada").parent(handles[1]).observe(() -> {
			});
		});
		assertThat(parentOf("of nobody")).isEqualTo("root");
		assertThat(parentOf("of ada")).isEqualTo("root");
		assertThat(this.sink.named("of nobody").attributes().userId()).isNull();
		assertThat(this.sink.named("of ada").attributes().userId()).isEqualTo("ada");
	}

	@Test
	void nothingIsObservedWhenNobodyWantsIt() throws Exception {
		this.sink.close();
		DetachedObservation call = this.tracer.observation("call").startDetached();
		ActiveObservation active = this.tracer.observation("active").parent(call).start();
		call.scoped(() -> observe("below"));
		closeElsewhere(active);
		call.end();
		assertThat(call.isRecording()).isFalse();
		assertThat(this.sink.all()).isEmpty();
	}

	private void closeElsewhere(ActiveObservation observation) throws Exception {
		on(this.other, observation::close);
	}

	private static void on(ExecutorService executor, Task task) throws Exception {
		Future<?> done = executor.submit((Callable<?>) () -> {
			task.run();
			return null;
		});
		done.get(10, TimeUnit.SECONDS);
	}

	private void observe(String name) {
		this.tracer.observation(name).observe(() -> {
		});
	}

	private String parentOf(String name) {
		String parentId = this.sink.named(name).parentId();
		return this.sink.all()
			.stream()
			.filter((data) -> data.id().equals(parentId))
			.findFirst()
			.map(ObservationData::name)
			.orElseThrow(() -> new AssertionError("'" + name + "' has no recorded parent"));
	}

	private LangfuseTracer tracer() {
		ContentCapture capture = new ContentCapture(CaptureSettings.defaults());
		LangfuseObservationHandler handler = new LangfuseObservationHandler(this.sink, capture, TraceSampler.ratio(1),
				TracingIds.NONE, List.of());
		this.registry.observationConfig().observationHandler(handler);
		return new LangfuseTracer(this.sink, handler, capture, () -> this.registry);
	}

	private interface Task {

		void run() throws Exception;

	}

}
