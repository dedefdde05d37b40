/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.TraceAttributes;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Work that hands itself on for ever, within one trace: a start costs the same however
 * many came before, and those are let go of.
 */
class LongChainsTests {

	private static final int PARTS = 10;

	private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final Counting sink = new Counting();

	private final LangfuseTracer tracer = tracer();

	private final List<WeakReference<Object>> observations = new ArrayList<>();

	private Consumer<Runnable> step = Runnable::run;

	private int part;

	private int count;

	private Runnable next = this::task;

	@Test
	void eachIsAnObservation() {
		run(100_000, (then) -> this.tracer.observation("step").observe(then));
		assertThat(this.sink.traces).hasSize(1);
		nothingIsLeft();
	}

	@Test
	void eachHasAttributesOfItsOwn() {
		run(20_000, (then) -> {
			ObservedCall carrier = this.tracer.carry(GivenOrigin.of(TraceAttributes.builder().userId("ada").build()),
					Context.empty());
			try (ObservedCall.Scope scope = carrier.openScope()) {
				this.tracer.observation("step").observe(() -> {
				});
				then.run();
			}
			carrier.stop();
		});
		assertThat(this.sink.ended).isEqualTo(20_000);
		nothingIsLeft();
	}

	@Test
	void eachIsAnObservationOfAnotherLibrary() {
		run(20_000,
				(then) -> Observation
					.createNotStarted("foreign", ObservationTreeTests.ForeignContext::new, this.registry)
					.observe(then));
		assertThat(this.sink.traces).hasSize(1);
		nothingIsLeft();
	}

	@Test
	void eachIsBetweenObservationsThatNobodyMaps() {
		run(20_000, (then) -> Observation.createNotStarted("unmapped", this.registry)
			.observe(() -> this.tracer.observation("step").observe(then)));
		assertThat(this.sink.traces).hasSize(1);
		nothingIsLeft();
	}

	/**
	 * Observations of others that have none of ours between them are held by Micrometer,
	 * but not gone through.
	 */
	@Test
	void eachIsBelowAnObservationThatNobodyMaps() {
		this.tracer.observation("root")
			.observe(() -> run(20_000, (then) -> Observation.createNotStarted("unmapped", this.registry).observe(() -> {
				this.tracer.observation("step").observe(() -> {
				});
				then.run();
			})));
		assertThat(this.sink.traces).hasSize(1);
	}

	@Test
	void eachBeginsBeforeTheLastHasEnded() {
		List<ObservedCall> open = new ArrayList<>();
		run(20_000, (then) -> {
			ObservedCall call = this.tracer.start(ObservationDefinition.of("step", ObservationType.SPAN));
			try (ObservedCall.Scope scope = call.openScope()) {
				then.run();
			}
			open.add(call);
			if (open.size() > 1) {
				open.remove(0).stop();
			}
		});
		open.remove(0).stop();
		assertThat(this.sink.traces).hasSize(1);
		nothingIsLeft();
	}

	/**
	 * Runs a step again and again, each in the context that the one before left for it.
	 * @param length how often
	 * @param step runs what it is given where the next one is to go on from
	 */
	private void run(int length, Consumer<Runnable> step) {
		long[] times = new long[PARTS];
		this.part = length / PARTS;
		this.step = step;
		Runnable next = this::task;
		for (int i = 0; i < length; i++) {
			long start = System.nanoTime();
			next.run();
			times[i / this.part] += System.nanoTime() - start;
			next = this.next;
		}
		// The first parts warm up
		long early = Math.min(times[1], times[2]);
		long late = Math.min(times[times.length - 1], times[times.length - 2]);
		assertThat(late).as("time of the last starts, of early ones %d", early).isLessThan(5 * early);
	}

	private void task() {
		this.step.accept(this::handOn);
	}

	private void handOn() {
		this.next = this.snapshots.captureAll().wrap(this::task);
		if (this.count++ % this.part == 0) {
			this.observations.add(new WeakReference<>(this.registry.getCurrentObservation()));
		}
	}

	/**
	 * But for what the next step would go on from.
	 */
	private void nothingIsLeft() {
		assertThat(this.observations).hasSize(PARTS);
		Awaitility.await().untilAsserted(() -> {
			System.gc();
			assertThat(this.observations).allMatch((observation) -> observation.refersTo(null));
		});
		assertThat(this.next).isNotNull();
	}

	private LangfuseTracer tracer() {
		ContentCapture capture = new ContentCapture(CaptureSettings.defaults());
		LangfuseObservationHandler handler = new LangfuseObservationHandler(this.sink, capture, TraceSampler.ratio(1),
				TracingIds.NONE, List.of(new ObservationTreeTests.ForeignMapper()));
		this.registry.observationConfig().observationHandler(handler);
		return new LangfuseTracer(this.sink, handler, capture, () -> this.registry);
	}

	/**
	 * Counts what has ended.
	 */
	private static final class Counting implements ObservationSink {

		private final Set<String> traces = new HashSet<>();

		private int ended;

		@Override
		public boolean isOpen() {
			return true;
		}

		@Override
		public void accept(ObservationData observation) {
			this.traces.add(observation.trace().traceId());
			this.ended++;
		}

	}

}
