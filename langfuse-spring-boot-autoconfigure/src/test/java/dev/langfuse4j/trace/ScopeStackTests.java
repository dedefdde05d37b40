/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.DetachedObservation;
import dev.langfuse4j.observation.LangfuseObservation;
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
