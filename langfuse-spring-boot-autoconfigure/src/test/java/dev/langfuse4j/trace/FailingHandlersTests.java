/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.List;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.testing.RecordingSink;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Handlers of the application that fail do not harm the observed code.
 */
class FailingHandlersTests {

	private final RecordingSink sink = new RecordingSink();

	@Test
	void whatHandlersOfTheApplicationThrowReachesNobody() {
		for (Failing failing : Failing.values()) {
			ObservationRegistry broken = ObservationRegistry.create();
			broken.observationConfig().observationHandler(new FailingHandler(failing));
			LangfuseTracer tracer = tracer(broken, TraceSampler.ratio(1), TracingIds.NONE, List.of());
			String result = tracer.observation("o").observe(() -> "result");
			assertThat(result).as(failing.name()).isEqualTo("result");
			assertThatExceptionOfType(IllegalStateException.class).as(failing.name())
				.isThrownBy(() -> tracer.observation("o").observe(() -> {
					throw new IllegalStateException("mine");
				}))
				.withMessage("mine");
			assertThat(broken.getCurrentObservationScope()).as(failing.name()).isNull();
		}
	}

	private LangfuseTracer tracer(ObservationRegistry registry, TraceSampler sampler, TracingIds ids,
			List<ObservationMapper<?>> mappers) {
		ContentCapture capture = new ContentCapture(CaptureSettings.defaults());
		LangfuseObservationHandler handler = new LangfuseObservationHandler(this.sink, capture, sampler, ids, mappers);
		registry.observationConfig().observationHandler(handler);
		return new LangfuseTracer(this.sink, handler, capture, () -> registry);
	}

	enum Failing {

		START, SCOPE_OPENED, SCOPE_CLOSED, ERROR, STOP

	}

	record FailingHandler(Failing failing) implements ObservationHandler<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		@Override
		public void onStart(Observation.Context context) {
			fail(Failing.START);
		}

		@Override
		public void onScopeOpened(Observation.Context context) {
			fail(Failing.SCOPE_OPENED);
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			fail(Failing.SCOPE_CLOSED);
		}

		@Override
		public void onError(Observation.Context context) {
			fail(Failing.ERROR);
		}

		@Override
		public void onStop(Observation.Context context) {
			fail(Failing.STOP);
		}

		private void fail(Failing callback) {
			if (this.failing == callback) {
				throw new UnsupportedOperationException(callback.name());
			}
		}

	}

}
