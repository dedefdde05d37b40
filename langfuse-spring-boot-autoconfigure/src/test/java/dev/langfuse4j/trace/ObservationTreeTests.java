/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.ActiveObservation;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.testing.RecordingSink;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * An observation is the child of the one around it, whatever else Micrometer observes.
 */
class ObservationTreeTests {

	private final RecordingSink sink = new RecordingSink();

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final LangfuseTracer tracer = tracer(TraceSampler.ratio(1), List.of(new ForeignMapper()));

	@AfterEach
	void nothingIsLeftCurrent() {
		assertThat(this.registry.getCurrentObservation()).isNull();
		assertThat(this.tracer.current()).isSameAs(LangfuseObservation.noop());
	}

	@Test
	void unrelatedObservationsInBetweenAreSkipped() {
		observe("root",
				() -> Observation.createNotStarted("http", this.registry)
					.observe(() -> Observation.createNotStarted("security", this.registry)
						.observe(() -> observe("child", () -> "x"))));
		assertThat(parentOf("child")).isEqualTo("root");
	}

	@Test
	void observationBelowAnUnrelatedOneIsARoot() {
		Observation.createNotStarted("http", this.registry).observe(() -> observe("root", () -> "x"));
		assertThat(this.sink.named("root").parentId()).isNull();
	}

	@Test
	void disabledObservationInBetweenDoesNotCutTheTree() {
		this.registry.observationConfig().observationPredicate((name, context) -> !"disabled".equals(name));
		observe("root", () -> Observation.createNotStarted("disabled", this.registry)
			.observe(() -> observe("child", () -> "x")));
		assertThat(parentOf("child")).isEqualTo("root");
	}

	@Test
	void observationWithoutAParentAdoptsTheOpenOne() {
		observe("root", () -> {
			Observation orphan = Observation.createNotStarted("foreign", ForeignContext::new, this.registry);
			orphan.parentObservation(null).start();
			orphan.stop();
			return "x";
		});
		assertThat(parentOf("foreign")).isEqualTo("root");
	}

	@Test
	void orphanInsideANewTraceBelongsToIt() {
		observe("outer", () -> this.tracer.observation("new").newTrace().observe(() -> {
			Observation.createNotStarted("foreign", ForeignContext::new, this.registry)
				.parentObservation(null)
				.start()
				.stop();
			return "x";
		}));
		assertThat(parentOf("foreign")).isEqualTo("new");
		assertThat(this.sink.named("new").parentId()).isNull();
		assertThat(this.sink.named("foreign").trace()).isSameAs(this.sink.named("new").trace());
	}

	@Test
	void nothingIsAdoptedAcrossAClearedContext() throws Exception {
		ContextSnapshot empty = ContextSnapshotFactory.builder().clearMissing(true).build().captureAll();
		observe("root", () -> {
			try (ContextSnapshot.Scope scope = empty.setThreadLocals()) {
				Observation.createNotStarted("foreign", ForeignContext::new, this.registry)
					.parentObservation(null)
					.start()
					.stop();
			}
			return observe("after", () -> "x");
		});
		assertThat(this.sink.named("foreign").parentId()).isNull();
		assertThat(parentOf("after")).isEqualTo("root");
	}

	@Test
	void scopesMayCloseOutOfOrder() {
		ObservedCall first = start("first");
		ObservedCall second = start("second");
		ObservedCall.Scope firstScope = first.openScope();
		ObservedCall.Scope secondScope = second.openScope();
		firstScope.close();
		Observation.createNotStarted("foreign", ForeignContext::new, this.registry)
			.parentObservation(null)
			.start()
			.stop();
		secondScope.close();
		this.registry.setCurrentObservationScope(null);
		first.stop();
		second.stop();
		assertThat(parentOf("foreign")).isEqualTo("second");
	}

	@Test
	void scopeThatIsNeverClosedHereIsForgottenWithItsObservation() throws Exception {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			ObservedCall call = start("elsewhere");
			executor.submit(call::openScope).get();
			call.stop();
			executor.submit(() -> {
				this.registry.setCurrentObservationScope(null);
				Observation.createNotStarted("foreign", ForeignContext::new, this.registry).start().stop();
			}).get();
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(this.sink.named("foreign").parentId()).isNull();
	}

	@Test
	void parentComesAlongWithMicrometersContextPropagation() {
		ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();
		observe("root", () -> {
			Runnable inside = () -> observe("on another thread", () -> "x");
			Runnable work = snapshots.captureAll().wrap(inside);
			Thread thread = new Thread(work);
			thread.start();
			try {
				thread.join();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return "x";
		});
		assertThat(parentOf("on another thread")).isEqualTo("root");
	}

	@Test
	void currentIsFoundInTheReactorContext() {
		AtomicReference<LangfuseObservation> found = new AtomicReference<>();
		ObservedCall call = start("root");
		Observation observation = findObservation(call);
		Mono.deferContextual((view) -> {
			found.set(this.tracer.current(view));
			found.get().output("set in the pipeline");
			return Mono.just(1);
		})
			.subscribeOn(Schedulers.boundedElastic())
			.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, observation))
			.block(Duration.ofSeconds(20));
		call.stop();
		assertThat(found.get().traceId()).isEqualTo(this.sink.named("root").trace().traceId());
		assertThat(this.sink.named("root").output()).isNotNull();
	}

	@Test
	void mapperGivesContentToObservationsOfAnotherLibrary() {
		ForeignContext context = new ForeignContext();
		Observation.createNotStarted("foreign", () -> context, this.registry).observe(() -> {
			assertThat(this.tracer.current().isRecording()).isTrue();
			this.tracer.current().metadata("set", "inside");
			observe("child", () -> "x");
		});
		ObservationData foreign = this.sink.named("foreign");
		assertThat(foreign.type()).isEqualTo(ObservationType.TOOL);
		assertThat(foreign.output().asText()).isEqualTo("mapped");
		assertThat(foreign.metadata()).containsOnlyKeys("set");
		assertThat(foreign.trace().name()).isEqualTo("foreign");
		assertThat(parentOf("child")).isEqualTo("foreign");
	}

	@Test
	void mapperThatFailsLosesOnlyWhatItWouldHaveSet() {
		LangfuseTracer failing = tracer(TraceSampler.ratio(1), List.of(new ForeignMapper() {

			@Override
			public void map(ForeignContext context, LangfuseObservation observation) {
				throw new IllegalStateException();
			}

		}));
		assertThat(failing.isActive()).isTrue();
		Observation.createNotStarted("foreign", ForeignContext::new, this.registry).observe(() -> {
		});
		assertThat(this.sink.all()).extracting(ObservationData::name).contains("foreign");
	}

	@Test
	void valueMayWaitForAThreadThatUsesTheSameObservation() throws Exception {
		ObservedCall call = start("shared");
		LangfuseObservation handle = call.handle();
		CountDownLatch reading = new CountDownLatch(1);
		CountDownLatch used = new CountDownLatch(1);
		Thread other = new Thread(() -> {
			awaitQuietly(reading);
			handle.metadata("step", 1);
			used.countDown();
		});
		other.start();
		handle.output(new Object() {

			@SuppressWarnings("unused")
			public boolean getState() {
				reading.countDown();
				return awaitQuietly(used);
			}

		});
		other.join();
		call.stop();
		assertThat(this.sink.named("shared").output().asText()).isEqualTo("{\"state\":true}");
		assertThat(this.sink.named("shared").metadata()).containsOnlyKeys("step");
	}

	@Test
	void longNamesAreKeptForTheMaskersOnly() {
		observe("n".repeat(50_000), () -> "x");
		assertThat(this.sink.all()).singleElement().satisfies((data) -> {
			assertThat(data.name()).hasSize(4_296);
			assertThat(data.trace().name()).hasSize(4_296);
		});
	}

	@Test
	void endedObservationHoldsNoContent() {
		ObservedCall call = start("ended");
		call.handle().input("x".repeat(1_000)).metadata("k", "v").model("m");
		call.stop();
		assertThat(this.sink.named("ended").input()).isNotNull();
		assertThat(call.handle()).extracting("values", "definition").containsOnlyNulls();
		assertThat(call.handle()).extracting("content")
			.hasAllNullFieldsOrPropertiesExcept("capture", "inputs", "limit", "maxKeys", "used", "inputSet",
					"outputSet", "frozen");
	}

	@Test
	void whatIsSetAfterTheEndIsIgnored() {
		LangfuseObservation handle;
		try (ActiveObservation active = this.tracer.observation("o").start()) {
			handle = this.tracer.current();
			active.close();
		}
		handle.output("too late").event("too late").metadata("too", "late");
		assertThat(handle.isRecording()).isFalse();
		assertThat(this.sink.all()).singleElement().satisfies((data) -> {
			assertThat(data.output()).isNull();
			assertThat(data.metadata()).isEmpty();
		});
	}

	@Test
	void everyObservationIsSentOnce() {
		Observation observation = Observation.createNotStarted("foreign", ForeignContext::new, this.registry).start();
		observation.stop();
		observation.stop();
		assertThat(this.sink.all()).hasSize(1);
	}

	@Test
	void closedSinkMakesNoObservations() {
		this.sink.close();
		observe("o", () -> "x");
		assertThat(this.sink.all()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void nameMustNotBeEmpty(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.tracer.observation(name));
	}

	private static boolean awaitQuietly(CountDownLatch latch) {
		try {
			return latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			return false;
		}
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

	private <T> T observe(String name, Supplier<T> code) {
		return this.tracer.observation(name).observe(code);
	}

	private ObservedCall start(String name) {
		return this.tracer.start(ObservationDefinition.of(name, ObservationType.SPAN));
	}

	private Observation findObservation(ObservedCall call) {
		try (ObservedCall.Scope scope = call.openScope()) {
			return this.registry.getCurrentObservation();
		}
	}

	private LangfuseTracer tracer(TraceSampler sampler, List<ObservationMapper<?>> mappers) {
		return tracer(this.registry, sampler, TracingIds.NONE, mappers);
	}

	private LangfuseTracer tracer(ObservationRegistry registry, TraceSampler sampler, TracingIds ids,
			List<ObservationMapper<?>> mappers) {
		ContentCapture capture = new ContentCapture(CaptureSettings.defaults());
		LangfuseObservationHandler handler = new LangfuseObservationHandler(this.sink, capture, sampler, ids, mappers);
		registry.observationConfig().observationHandler(handler);
		return new LangfuseTracer(this.sink, handler, capture, () -> registry);
	}

	static class ForeignContext extends Observation.Context {

	}

	static class ForeignMapper implements ObservationMapper<ForeignContext> {

		@Override
		public Class<ForeignContext> contextType() {
			return ForeignContext.class;
		}

		@Override
		public ObservationStart start(ForeignContext context) {
			return ObservationStart.of(ObservationType.TOOL);
		}

		@Override
		public void map(ForeignContext context, LangfuseObservation observation) {
			observation.output("mapped");
		}

	}

}
