/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.ArrayList;
import java.util.List;

import brave.Tracing;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.testing.RecordingSink;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.brave.bridge.BraveBaggageManager;
import io.micrometer.tracing.brave.bridge.BraveCurrentTraceContext;
import io.micrometer.tracing.brave.bridge.BraveTracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Brave's trace ids have 64 bits unless it is told otherwise.
 */
@ExtendWith(OutputCaptureExtension.class)
class BraveIdsTests {

	private final RecordingSink sink = new RecordingSink();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void traceHasTheIdOfBrave(boolean traceId128Bit) {
		List<TraceContext> spans = new ArrayList<>();
		Tracing tracing = Tracing.newBuilder().traceId128Bit(traceId128Bit).addSpanHandler(new SpanHandler() {

			@Override
			public boolean end(TraceContext context, MutableSpan span, Cause cause) {
				return spans.add(context);
			}

		}).build();
		try (tracing) {
			BraveTracer brave = new BraveTracer(tracing.tracer(),
					new BraveCurrentTraceContext(tracing.currentTraceContext()), new BraveBaggageManager());
			LangfuseTracer tracer = tracer(brave);
			tracer.observation("root").observe(() -> tracer.observation("child").observe(() -> "x"));
		}
		ObservationData root = this.sink.named("root");
		ObservationData child = this.sink.named("child");
		assertThat(spans).extracting((span) -> padded(span.traceIdString()))
			.containsExactly(child.trace().traceId(), root.trace().traceId());
		assertThat(spans).extracting(TraceContext::spanIdString).containsExactly(child.id(), root.id());
		assertThat(spans.get(0).traceIdString()).hasSize(traceId128Bit ? 32 : 16);
		assertThat(root.metadata()).isEmpty();
		assertThat(child.parentId()).isEqualTo(root.id());
	}

	@ParameterizedTest
	@CsvSource({ "0123456789ABCDEF,true", "123,true", "00000000000000000000000000000000,false", "'',false" })
	void anotherIdIsNeverTakenInSilence(String traceId, boolean said, CapturedOutput output) {
		Observation.Context context = new Observation.Context();
		TracingContext tracing = new TracingContext();
		io.micrometer.tracing.Span span = mock(io.micrometer.tracing.Span.class);
		io.micrometer.tracing.TraceContext ids = mock(io.micrometer.tracing.TraceContext.class);
		given(span.context()).willReturn(ids);
		given(ids.traceId()).willReturn(traceId);
		given(ids.spanId()).willReturn("0123456789abcdef");
		tracing.setSpan(span);
		context.put(TracingContext.class, tracing);
		assertThat(new MicrometerTracingIds(() -> null).find(context)).isNull();
		assertThat(output.getOut().contains("do not have the IDs of the application's tracing")).isEqualTo(said);
	}

	private static String padded(String traceId) {
		return "0".repeat(32 - traceId.length()) + traceId;
	}

	private LangfuseTracer tracer(BraveTracer brave) {
		ObservationRegistry registry = ObservationRegistry.create();
		ContentCapture capture = new ContentCapture(CaptureSettings.defaults());
		LangfuseObservationHandler handler = new LangfuseObservationHandler(this.sink, capture, TraceSampler.ratio(1),
				new MicrometerTracingIds(() -> brave), List.of());
		registry.observationConfig().observationHandler(new DefaultTracingObservationHandler(brave));
		registry.observationConfig().observationHandler(handler);
		return new LangfuseTracer(this.sink, handler, capture, () -> registry);
	}

}
