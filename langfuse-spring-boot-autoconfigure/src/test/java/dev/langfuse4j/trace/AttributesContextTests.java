/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.DetachedObservation;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.testing.RecordingSink;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link AttributesContext}.
 */
class AttributesContextTests {

	private static final RecordingSink SINK = new RecordingSink();

	private static final ContentCapture CAPTURE = new ContentCapture(CaptureSettings.defaults());

	private final List<TraceAttributes> meanwhile = new ArrayList<>();

	private final AtomicReference<AttributesContext> carrier = new AtomicReference<>();

	@Test
	void originThatAsksForItsOwnAttributesGoesWithout() {
		AttributesContext outer = carrier(() -> TraceAttributes.builder().sessionId("s").build(), Above.NOTHING);
		this.carrier.set(carrier(this::attributes, outer.below()));
		TraceAttributes attributes = this.carrier.get().attributes();
		assertThat(attributes.userId()).isEqualTo("ada");
		assertThat(attributes.sessionId()).isEqualTo("s");
		assertThat(this.meanwhile).containsExactly(TraceAttributes.builder().sessionId("s").build());
		assertThat(this.carrier.get().attributes()).isSameAs(attributes);
		assertThat(this.meanwhile).as("asked once").hasSize(1);
	}

	@Test
	void attributesOfCodeWithinCodeComeFromBoth() {
		AttributesContext request = carrier(() -> TraceAttributes.builder().sessionId("s").userId("of request").build(),
				Above.NOTHING);
		AttributesContext outer = carrier(given(TraceAttributes.builder().userId("outer").version("1").build()),
				request.below());
		AttributesContext inner = carrier(given(TraceAttributes.builder().userId("inner").build()), outer.below());
		assertThat(inner.attributes().userId()).isEqualTo("inner");
		assertThat(inner.attributes().version()).isEqualTo("1");
		assertThat(inner.attributes().sessionId()).isEqualTo("s");
		assertThat(outer.attributes().userId()).isEqualTo("outer");
		AttributesContext nested = carrier(() -> TraceAttributes.builder().userId("of nested request").build(),
				inner.below());
		assertThat(nested.attributes().userId()).isEqualTo("of nested request");
		assertThat(nested.attributes().version()).isEqualTo("1");
	}

	@Test
	void originIsNotAskedBeforeAnythingIsObserved() {
		AtomicInteger questions = new AtomicInteger();
		AttributesContext request = carrier(() -> {
			questions.incrementAndGet();
			return TraceAttributes.NONE;
		}, Above.NOTHING);
		AttributesContext code = carrier(given(TraceAttributes.NONE), request.below());
		assertThat(questions).hasValue(0);
		code.attributes();
		request.attributes();
		assertThat(questions).hasValue(1);
	}

	/**
	 * Work that hands itself on would otherwise keep all former carriers in memory.
	 */
	@Test
	void codeWithinCodeDoesNotKeepTheCodeAround() {
		AttributesContext request = carrier(() -> TraceAttributes.builder().sessionId("s").build(), Above.NOTHING);
		List<WeakReference<AttributesContext>> around = new ArrayList<>();
		AttributesContext inner = within(request, around);
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			System.gc();
			assertThat(around).hasSize(3).allSatisfy((carrier) -> assertThat(carrier.refersTo(null)).isTrue());
		});
		assertThat(inner.attributes().version()).isEqualTo("0");
		assertThat(inner.attributes().sessionId()).isEqualTo("s");
	}

	private static AttributesContext within(AttributesContext outer, List<WeakReference<AttributesContext>> around) {
		AttributesContext carrier = outer;
		for (int i = 0; i < 3; i++) {
			carrier = carrier(given(TraceAttributes.builder().version("0").build()), carrier.below());
			around.add(new WeakReference<>(carrier));
		}
		return carrier(given(TraceAttributes.NONE), carrier.below());
	}

	@Test
	void observationAroundIsThatAboveTheCode() {
		RecordingObservation node = node(observed(1));
		AttributesContext carrier = carrier(given(TraceAttributes.NONE), Above.of(node, null, Around.NOTHING));
		assertThat(carrier.below().node()).isNotNull().isSameAs(node);
	}

	@Test
	void attributesFollowTheRules() {
		String tooLong = "x".repeat(201);
		TraceAttributes attributes = TraceAttributes.builder().userId(tooLong).sessionId("s").build();
		assertThat(carrier(() -> attributes, Above.NOTHING).attributes())
			.isEqualTo(TraceAttributes.builder().sessionId("s").build());
		assertThat(carrier(given(attributes), Above.NOTHING).attributes())
			.isEqualTo(TraceAttributes.builder().sessionId("s").build());
	}

	@Test
	void originIsAskedInCodeThatIsNotObserved() {
		List<Boolean> observed = new ArrayList<>();
		carrier(() -> {
			observed.add(Unobserved.isCurrent());
			return TraceAttributes.NONE;
		}, Above.NOTHING).attributes();
		assertThat(observed).containsExactly(true);
		assertThat(Unobserved.isCurrent()).isFalse();
	}

	@Test
	void originIsAskedOnceByManyThreads() throws Exception {
		SlowOrigin origin = new SlowOrigin();
		AttributesContext slow = carrier(origin, Above.NOTHING);
		CompletableFuture<TraceAttributes> first = CompletableFuture.supplyAsync(slow::attributes,
				AttributesContextTests::run);
		awaited(origin.asked);
		assertThat(slow.attributes()).as("not longer than a second").isEqualTo(TraceAttributes.NONE);
		CompletableFuture<Boolean> interrupted = CompletableFuture.supplyAsync(() -> {
			Thread.currentThread().interrupt();
			return slow.attributes() == TraceAttributes.NONE && Thread.currentThread().isInterrupted();
		}, AttributesContextTests::run);
		assertThat(interrupted).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
		origin.answer.countDown();
		assertThat(first).succeedsWithin(Duration.ofSeconds(30)).extracting(TraceAttributes::userId).isEqualTo("ada");
		assertThat(slow.attributes().userId()).isEqualTo("ada");
		assertThat(origin.questions).hasValue(1);
	}

	/**
	 * A busy machine may let the patience of a thread pass, but not every time.
	 */
	@Test
	void threadThatWaitsForAnotherDoesNotAskAgain() {
		await().atMost(Duration.ofSeconds(60)).until(() -> "ada".equals(userOfThreadThatWaits()));
	}

	private static @Nullable String userOfThreadThatWaits() throws Exception {
		SlowOrigin origin = new SlowOrigin();
		AttributesContext slow = carrier(origin, Above.NOTHING);
		Thread first = new Thread(slow::attributes, "asking");
		first.start();
		awaited(origin.asked);
		AtomicReference<@Nullable String> user = new AtomicReference<>();
		Thread second = new Thread(() -> user.set(slow.attributes().userId()), "waiting");
		second.start();
		await().atMost(Duration.ofSeconds(20))
			.until(() -> second.getState() == Thread.State.TIMED_WAITING || !second.isAlive());
		origin.answer.countDown();
		first.join();
		second.join();
		assertThat(origin.questions).hasValue(1);
		return user.get();
	}

	@Test
	void traceAroundLearnsOfCodeWithinIt() {
		DetachedObservation handle = observed(1);
		RecordingObservation node = node(handle);
		AttributesContext carrier = carrier(given(TraceAttributes.builder().userId("ada").build()),
				Above.of(node, null, Around.NOTHING));
		assertThat(node.state().ofRoot().userId()).isNull();
		carrier.occurs();
		assertThat(node.state().ofRoot().userId()).isEqualTo("ada");
		carrier(given(TraceAttributes.NONE), Above.NOTHING).occurs();
	}

	@Test
	void originLearnsOfARecordedTraceAround() {
		DetachedObservation handle = observed(1);
		Above above = Above.of(node(handle), null, Around.NOTHING);
		List<String> begun = new ArrayList<>();
		carrier(new Request(null, begun), above).tellOfTrace();
		assertThat(begun).containsExactly(handle.traceId());
		carrier(new Request(null, begun), Above.of(node(observed(0)), null, Around.NOTHING)).tellOfTrace();
		carrier(new Request(null, begun), Above.NOTHING).tellOfTrace();
		handle.end();
		AttributesContext late = carrier(new Request(null, begun), above);
		late.tellOfTrace();
		assertThat(begun).as("not recorded, or ended").hasSize(1);
		AttributesContext attributes = carrier(given(TraceAttributes.builder().userId("ada").build()), above);
		attributes.occurs();
		assertThat(node(handle).state().ofRoot().userId()).isNull();
	}

	@Test
	void threadThatIsInterruptedGetsAttributesThatNobodyAsksFor() {
		AttributesContext carrier = carrier(() -> TraceAttributes.builder().userId("ada").build(), Above.NOTHING);
		Thread.currentThread().interrupt();
		try {
			assertThat(carrier.attributes().userId()).isEqualTo("ada");
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	@Test
	void remoteParentAndTraceIdPassCodeOnTheWay() {
		RemoteParent remote = RemoteParent.of("0".repeat(31) + "1", "0".repeat(15) + "1", true, false);
		assertThat(remote).isNotNull();
		List<String> begun = new ArrayList<>();
		AttributesContext request = carrier(new Request(remote, begun), Above.NOTHING);
		AttributesContext outer = carrier(given(TraceAttributes.NONE), request.below());
		AttributesContext inner = carrier(given(TraceAttributes.NONE), outer.below());
		assertThat(inner.remoteParent()).isEqualTo(remote);
		inner.begun("t");
		assertThat(begun).as("once, although code is within code").containsExactly("t");
		List<String> own = new ArrayList<>();
		AttributesContext nested = carrier(new Request(null, own), inner.below());
		assertThat(nested.remoteParent()).isEqualTo(remote);
		nested.begun("u");
		assertThat(own).containsExactly("u");
		assertThat(begun).containsExactly("t", "u");
	}

	@Test
	void seedAndProjectAreThoseOfTheNearestCodeThatHasThem() {
		AttributesContext outer = carrier(new GivenOrigin(TraceAttributes.NONE, "outer", "seed", false), Above.NOTHING);
		AttributesContext inner = carrier(given(TraceAttributes.NONE), outer.below());
		assertThat(inner.traceSeed()).isEqualTo("seed");
		assertThat(inner.below().around().project()).isEqualTo("outer");
		AttributesContext nearest = carrier(new GivenOrigin(TraceAttributes.NONE, "nearest", "own", false),
				inner.below());
		assertThat(nearest.traceSeed()).isEqualTo("own");
		assertThat(nearest.below().around().project()).isEqualTo("nearest");
		assertThat(nearest.below().carrier()).isSameAs(nearest);
	}

	@Test
	void newTracesBeginBelowCodeThatLeavesATrace() {
		AttributesContext plain = carrier(given(TraceAttributes.NONE), Above.NOTHING);
		assertThat(plain.beginsNewTraces()).isFalse();
		AttributesContext leaving = new AttributesContext(given(TraceAttributes.NONE), true, SINK, CAPTURE);
		leaving.begin(plain.below());
		assertThat(leaving.beginsNewTraces()).isTrue();
		assertThat(carrier(given(TraceAttributes.NONE), leaving.below()).beginsNewTraces()).isTrue();
	}

	@Test
	void codeThatIsNotObservedStaysSo() {
		assertThat(carrier(given(TraceAttributes.NONE), Above.CLOSED).below()).isSameAs(Above.CLOSED);
	}

	@Test
	void carrierIsOfOneSink() {
		AttributesContext carrier = carrier(given(TraceAttributes.NONE), Above.NOTHING);
		assertThat(carrier.isOf(SINK)).isTrue();
		assertThat(carrier.isOf(new RecordingSink())).isFalse();
	}

	private static RecordingObservation node(DetachedObservation handle) {
		RecordingObservation node = PlacedObservation.nodeOf(handle);
		assertThat(node).isNotNull();
		return node;
	}

	private static DetachedObservation observed(double rate) {
		LangfuseObservationHandler handler = new LangfuseObservationHandler(SINK, CAPTURE, TraceSampler.ratio(rate),
				TracingIds.NONE, List.of());
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(handler);
		return new LangfuseTracer(SINK, handler, CAPTURE, () -> registry).observation("x").startDetached();
	}

	private static GivenOrigin given(TraceAttributes attributes) {
		return GivenOrigin.of(attributes);
	}

	private static void run(Runnable task) {
		new Thread(task, "asking").start();
	}

	private static void awaited(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private TraceAttributes attributes() {
		if (this.meanwhile.size() < 3) {
			TraceAttributes known = this.carrier.get().attributes();
			this.meanwhile.add(known);
		}
		return TraceAttributes.builder().userId("ada").build();
	}

	private static AttributesContext carrier(TraceOrigin origin, Above above) {
		AttributesContext carrier = new AttributesContext(origin, false, SINK, CAPTURE);
		carrier.begin(above);
		return carrier;
	}

	private static final class SlowOrigin implements TraceOrigin {

		private final CountDownLatch asked = new CountDownLatch(1);

		private final CountDownLatch answer = new CountDownLatch(1);

		private final AtomicInteger questions = new AtomicInteger();

		@Override
		public TraceAttributes attributes() {
			this.questions.incrementAndGet();
			this.asked.countDown();
			awaited(this.answer);
			return TraceAttributes.builder().userId("ada").build();
		}

	}

	private record Request(@Nullable RemoteParent remoteParent, List<String> traces) implements TraceOrigin {

		@Override
		public TraceAttributes attributes() {
			return TraceAttributes.NONE;
		}

		@Override
		public void begun(String traceId) {
			this.traces.add(traceId);
		}

	}

}
