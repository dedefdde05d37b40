/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.DetachedObservation;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.testing.RecordingSink;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ScopeStack}.
 */
class ScopeStackTests {

	private final RecordingSink sink = new RecordingSink();

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final ContentCapture capture = new ContentCapture(CaptureSettings.defaults());

	private final LangfuseObservationHandler handler = new LangfuseObservationHandler(this.sink, this.capture,
			TraceSampler.ratio(1), TracingIds.NONE, List.of());

	private final ScopeStack stack = new ScopeStack(CurrentIds.NONE);

	ScopeStackTests() {
		this.registry.observationConfig().observationHandler(this.handler);
	}

	@Test
	void whatIsNeverClosedIsForgottenOnceItHasEnded() {
		WeakReference<RecordingObservation> ended = abandoned();
		RecordingObservation next = started();
		this.stack.push(next);
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			System.gc();
			assertThat(ended.refersTo(null)).isTrue();
		});
		assertThat(this.stack.top()).isSameAs(next);
		this.stack.remove(next);
		assertThat(this.stack.top()).isNull();
	}

	@Test
	void whatClosesOutOfOrderLeavesTheOther() {
		RecordingObservation outer = started();
		RecordingObservation inner = started();
		this.stack.push(outer);
		this.stack.push(inner);
		this.stack.remove(outer);
		assertThat(this.stack.top()).isSameAs(inner);
		this.stack.remove(inner);
		assertThat(this.stack.isInside()).isFalse();
	}

	@Test
	void nothingIsAdoptedBelowABarrier() {
		RecordingObservation outer = started();
		this.stack.push(outer);
		this.stack.openBarrier();
		assertThat(this.stack.top()).isNull();
		assertThat(this.stack.isInside()).isFalse();
		this.stack.closeBarrier();
		assertThat(this.stack.top()).isSameAs(outer);
	}

	@Test
	void scopeThatDependsOnAttributesClosesWithThem() {
		AtomicInteger closed = new AtomicInteger();
		AttributesContext attributes = attributes(GivenOrigin.of(TraceAttributes.NONE), false, Above.NOTHING);
		this.stack.open(attributes, closed::incrementAndGet);
		this.stack.push(started());
		this.stack.close(attributes(GivenOrigin.of(TraceAttributes.NONE), false, Above.NOTHING));
		assertThat(closed).hasValue(0);
		this.stack.close(attributes);
		assertThat(closed).hasValue(1);
		this.stack.close(attributes);
		assertThat(closed).as("once").hasValue(1);
	}

	@Test
	void attributesAreThoseNearerThanAnyObservation() {
		AttributesContext attributes = attributes(GivenOrigin.of(TraceAttributes.NONE), false, Above.NOTHING);
		assertThat(this.stack.attributes()).isNull();
		this.stack.open(attributes, ObservedCall.Scope.NONE);
		assertThat(this.stack.attributes()).isSameAs(attributes);
		assertThat(this.stack.top()).isNull();
		DetachedObservation nearer = tracer().observation("nearer").startDetached();
		this.stack.push(node(nearer));
		assertThat(this.stack.attributes()).isNull();
		assertThat(this.stack.top()).isSameAs(node(nearer));
		nearer.end();
		assertThat(this.stack.attributes()).as("it has ended").isSameAs(attributes);
		assertThat(this.stack.top()).isNull();
	}

	@Test
	void nothingIsAdoptedBelowAttributesThatLeaveTheTrace() {
		RecordingObservation outer = started();
		this.stack.push(outer);
		AttributesContext attributes = attributes(GivenOrigin.of(TraceAttributes.NONE), false, Above.NOTHING);
		this.stack.open(attributes, ObservedCall.Scope.NONE);
		assertThat(this.stack.top()).isSameAs(outer);
		assertThat(this.stack.isInside()).isTrue();
		AttributesContext leaving = attributes(GivenOrigin.of(TraceAttributes.NONE), true, Above.NOTHING);
		this.stack.open(leaving, ObservedCall.Scope.NONE);
		assertThat(this.stack.top()).isNull();
		assertThat(this.stack.isInside()).isFalse();
		this.stack.close(leaving);
		assertThat(this.stack.top()).isSameAs(outer);
	}

	@Test
	void projectIsThatOfTheNearestCodeThatHasOne() {
		assertThat(this.stack.around()).isSameAs(Around.NOTHING);
		this.stack.open(attributes(GivenOrigin.ofProject("outer"), false, Above.NOTHING), ObservedCall.Scope.NONE);
		AttributesContext inner = attributes(GivenOrigin.ofProject("inner"), false, Above.NOTHING);
		this.stack.open(inner, ObservedCall.Scope.NONE);
		this.stack.push(started());
		this.stack.open(attributes(GivenOrigin.of(TraceAttributes.NONE), false, Above.NOTHING),
				ObservedCall.Scope.NONE);
		assertThat(this.stack.around().project()).isEqualTo("inner");
		this.stack.close(inner);
		assertThat(this.stack.around().project()).isEqualTo("outer");
		AttributesContext leaving = attributes(GivenOrigin.of(TraceAttributes.NONE), true, Above.NOTHING);
		this.stack.open(leaving, ObservedCall.Scope.NONE);
		assertThat(this.stack.around()).as("only what the code itself has").isSameAs(Around.NOTHING);
		this.stack.close(leaving);
		this.stack.openBarrier();
		assertThat(this.stack.around()).isSameAs(Around.NOTHING);
	}

	@Test
	void callThatHasNotBegunHasAPlace() {
		PendingCall call = new PendingCall(tracer(), this.handler,
				() -> ObservationDefinition.of("call", ObservationType.SPAN), () -> TraceAttributes.NONE, null);
		assertThat(this.stack.pending()).isNull();
		this.stack.push(call);
		assertThat(this.stack.pending()).isSameAs(call);
		assertThat(this.stack.isInside()).isTrue();
		assertThat(this.stack.top()).isNotNull().isSameAs(call.place());
		this.stack.push(started());
		assertThat(this.stack.pending()).isNull();
	}

	@Test
	void idsOfTheObservationOnTopArePublished() {
		List<String> published = new ArrayList<>();
		ScopeStack telling = new ScopeStack((traceId, id) -> published.add(traceId + "/" + id));
		RecordingObservation outer = started();
		RecordingObservation inner = started();
		telling.push(outer);
		telling.push(inner);
		telling.remove(outer);
		telling.remove(inner);
		String ofInner = inner.traceId() + "/" + inner.id();
		assertThat(published).containsExactly(outer.traceId() + "/" + outer.id(), ofInner, ofInner, "null/null");
	}

	@Test
	void idsOfATraceThatIsNotRecordedAreNotPublished() {
		LangfuseObservationHandler none = new LangfuseObservationHandler(this.sink, this.capture, TraceSampler.ratio(0),
				TracingIds.NONE, List.of());
		ObservationRegistry unsampled = ObservationRegistry.create();
		unsampled.observationConfig().observationHandler(none);
		RecordingObservation node = node(
				new LangfuseTracer(this.sink, none, this.capture, () -> unsampled).observation("x").startDetached());
		assertThat(node.isSampled()).isFalse();
		List<String> published = new ArrayList<>();
		new ScopeStack((traceId, id) -> published.add(traceId + "/" + id)).push(node);
		assertThat(published).containsExactly("null/null");
	}

	private AttributesContext attributes(TraceOrigin origin, boolean detached, Above above) {
		AttributesContext attributes = new AttributesContext(origin, detached, this.sink, this.capture);
		attributes.begin(above);
		return attributes;
	}

	private WeakReference<RecordingObservation> abandoned() {
		DetachedObservation handle = tracer().observation("ended").startDetached();
		RecordingObservation node = node(handle);
		this.stack.push(node);
		handle.end();
		this.sink.all().clear();
		assertThat(node.isEnded()).isTrue();
		return new WeakReference<>(node);
	}

	private RecordingObservation started() {
		return node(tracer().observation("started").startDetached());
	}

	private LangfuseTracer tracer() {
		return new LangfuseTracer(this.sink, this.handler, this.capture, () -> this.registry);
	}

	private static RecordingObservation node(@Nullable LangfuseObservation handle) {
		RecordingObservation node = PlacedObservation.nodeOf(handle);
		assertThat(node).isNotNull();
		return node;
	}

}
