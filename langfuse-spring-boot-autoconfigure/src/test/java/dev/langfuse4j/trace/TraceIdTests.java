/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.TraceId;
import dev.langfuse4j.testing.RecordingExporter;
import dev.langfuse4j.testing.RecordingSink;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Trace ids have an order of precedence, and decide about sampling.
 */
class TraceIdTests {

	private static final String TRACING_ID = "0af7651916cd43dd8448eb211c80319c";

	private final RecordingSink sink = new RecordingSink();

	@ParameterizedTest
	@CsvSource({ "test-identifier,115ae872eb1d3e23f9de03f7ab344193",
			"different-identifier,82062010816e485f761f29f09d5789c3",
			"consistent-test-seed,5fc190374041d83ee32949f560a9db33", "test,9f86d081884c7d659a2feaa0c55ad015",
			"seed1,df9ecf4c79e5ad77701cfc88c196632b", "session-456,da8e78131d7a9924039c74c39a01e0a1",
			"héllo,3c48591d8d098a4538f5e013dfcf406e", "测试,6aa8f49cc992dfd75a114269ed26de0a" })
	void seedGivesTheIdOfTheOfficialSdks(String seed, String traceId) {
		assertThat(Ids.seededTraceId(seed)).isEqualTo(traceId);
	}

	@Test
	void theTextOfAnIdHasTheBitsThatSamplingReads() {
		TraceId random = TraceId.random();
		assertThat(random.text()).matches("[0-9a-f]{32}").isSameAs(random.text());
		assertThat(TraceId.of(random.text()).lower()).isEqualTo(random.lower());
		assertThat(TraceId.of(TRACING_ID).lower()).isEqualTo(0x8448eb211c80319cL);
	}

	@Test
	void aRandomIdIsTheSameForAllThreadsThatAskFirst() {
		for (int i = 0; i < 1_000; i++) {
			TraceId random = TraceId.random();
			Set<Long> found = IntStream.range(0, 4)
				.parallel()
				.mapToObj((thread) -> (thread % 2 == 0) ? random.lower() : TraceId.of(random.text()).lower())
				.collect(Collectors.toSet());
			assertThat(found).containsExactly(TraceId.of(random.text()).lower());
		}
	}

	@Test
	void anObservationThatIsSampledOutKeepsTheIdThatIsAskedFor() {
		LangfuseTracer tracer = tracer(TracingIds.NONE, 0);
		ObservedCall call = tracer.start(ObservationDefinition.of("out", ObservationType.SPAN));
		Map<String, String> headers = new HashMap<>();
		Map<String, String> again = new HashMap<>();
		call.handle().inject(headers).inject(again);
		call.stop();
		assertThat(headers.get("traceparent")).startsWith("00-" + call.handle().traceId() + "-").endsWith("-00");
		assertThat(again).isEqualTo(headers);
	}

	@Test
	void randomIdsAreHexAndDiffer() {
		Set<String> ids = new HashSet<>();
		for (int i = 0; i < 1_000; i++) {
			assertThat(Ids.randomTraceId()).matches("[0-9a-f]{32}").satisfies(ids::add);
			assertThat(Ids.randomObservationId()).matches("[0-9a-f]{16}").satisfies(ids::add);
		}
		assertThat(ids).hasSize(2_000);
	}

	@Test
	void rootTakesTheIdsOfTracing() {
		LangfuseTracer tracer = tracer((context) -> new TracingIds.Pair(TRACING_ID, "b7ad6b7169203331"), 1);
		tracer.observation("root").observe(() -> {
		});
		assertThat(this.sink.named("root").trace().traceId()).isEqualTo(TRACING_ID);
		assertThat(this.sink.named("root").id()).isEqualTo("b7ad6b7169203331");
		assertThat(this.sink.named("root").metadata()).isEmpty();
	}

	@Test
	void seedBeatsTracingAndLeavesAWayToIt() {
		LangfuseTracer tracer = tracer((context) -> new TracingIds.Pair(TRACING_ID, "b7ad6b7169203331"), 1);
		tracer.observation("root").traceSeed("test").observe(() -> {
		});
		ObservationData root = this.sink.named("root");
		assertThat(root.trace().traceId()).isEqualTo("9f86d081884c7d659a2feaa0c55ad015");
		assertThat(root.id()).isNotEqualTo("b7ad6b7169203331");
		assertThat(RecordingExporter.text(root.metadata().get("otel.trace_id"))).isEqualTo(TRACING_ID);
	}

	@Test
	void traceThatLeavesAnotherDoesNotTakeTheIdOfTracingWhichGoesOn() {
		LangfuseTracer tracer = tracer((context) -> new TracingIds.Pair(TRACING_ID, "b7ad6b7169203331"), 1);
		tracer.observation("left").observe(() -> {
			ObservedCall leaving = tracer.leave();
			try (ObservedCall.Scope scope = leaving.openScope()) {
				assertThat(tracer.leave()).isSameAs(ObservedCall.NONE);
				assertThat(tracer.current().isRecording()).isFalse();
				tracer.observation("root").observe(() -> tracer.observation("child").observe(() -> "x"));
			}
			leaving.stop();
			return tracer.observation("after").observe(() -> "x");
		});
		ObservationData root = this.sink.named("root");
		assertThat(root.parentId()).isNull();
		assertThat(root.trace().traceId()).isNotEqualTo(TRACING_ID);
		assertThat(RecordingExporter.text(root.metadata().get("otel.trace_id"))).isEqualTo(TRACING_ID);
		assertThat(this.sink.named("child").parentId()).isEqualTo(root.id());
		assertThat(this.sink.named("after").parentId()).isEqualTo(this.sink.named("left").id());
	}

	@Test
	void idOfTheApplicationBeatsTracing() {
		LangfuseTracer tracer = tracer((context) -> new TracingIds.Pair(TRACING_ID, "b7ad6b7169203331"), 1);
		String given = "1".repeat(32);
		tracer.observation("root").traceId(given).observe(() -> {
		});
		tracer.observation("continued").remoteParent(given, "2".repeat(16)).observe(() -> {
		});
		tracer.observation("the same").remoteParent(TRACING_ID, "2".repeat(16)).observe(() -> {
		});
		assertThat(this.sink.named("root").trace().traceId()).isEqualTo(given);
		assertThat(RecordingExporter.text(this.sink.named("root").metadata().get("otel.trace_id")))
			.isEqualTo(TRACING_ID);
		assertThat(this.sink.named("continued").trace().traceId()).isEqualTo(given);
		assertThat(this.sink.named("the same").id()).isEqualTo("b7ad6b7169203331");
		assertThat(this.sink.named("the same").parentId()).isEqualTo("2".repeat(16));
	}

	@Test
	void parentBeatsTracing() {
		List<String> tracingIds = new ArrayList<>(List.of(TRACING_ID, "1".repeat(32)));
		LangfuseTracer tracer = tracer((context) -> new TracingIds.Pair(
				context.getContextualName().equals("root") ? tracingIds.get(0) : tracingIds.get(1), "b7ad6b7169203331"),
				1);
		tracer.observation("root").observe(() -> tracer.observation("child").observe(() -> "x"));
		assertThat(this.sink.named("child").trace().traceId()).isEqualTo(TRACING_ID);
		assertThat(RecordingExporter.text(this.sink.named("child").metadata().get("otel.trace_id")))
			.isEqualTo("1".repeat(32));
	}

	@Test
	void newTracesInOneTracedRequestAreDifferentTraces() {
		LangfuseTracer tracer = tracer((context) -> new TracingIds.Pair(TRACING_ID, "b7ad6b7169203331"), 1);
		tracer.observation("first").newTrace().observe(() -> "x");
		tracer.observation("second").newTrace().observe(() -> "x");
		assertThat(Set.of(TRACING_ID, this.sink.named("first").trace().traceId(),
				this.sink.named("second").trace().traceId()))
			.hasSize(3);
	}

	@Test
	void newTraceDoesNotTakeTheIdOfTheTraceItLeaves() {
		LangfuseTracer tracer = tracer((context) -> new TracingIds.Pair(TRACING_ID, "b7ad6b7169203331"), 1);
		tracer.observation("root").observe(() -> tracer.observation("new").newTrace().observe(() -> "x"));
		assertThat(this.sink.named("new").trace().traceId()).isNotEqualTo(TRACING_ID);
		assertThat(RecordingExporter.text(this.sink.named("new").metadata().get("otel.trace_id")))
			.isEqualTo(TRACING_ID);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void micrometerTracingGivesTheIdsSampledOrNot(boolean sampled) {
		List<SpanContext> spans = new ArrayList<>();
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(tracing(sampled));
		registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public void onScopeOpened(Observation.Context context) {
				spans.add(Span.current().getSpanContext());
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
		LangfuseTracer tracer = tracer(registry, new MicrometerTracingIds(() -> null), 1);
		tracer.observation("root").observe(() -> tracer.observation("child").observe(() -> "x"));
		ObservationData root = this.sink.named("root");
		ObservationData child = this.sink.named("child");
		assertThat(spans).extracting(SpanContext::isSampled).containsExactly(sampled, sampled);
		assertThat(spans).extracting(SpanContext::getTraceId)
			.containsExactly(root.trace().traceId(), child.trace().traceId());
		assertThat(spans).extracting(SpanContext::getSpanId).containsExactly(root.id(), child.id());
		assertThat(child.parentId()).isEqualTo(root.id());
	}

	private static DefaultTracingObservationHandler tracing(boolean sampled) {
		SdkTracerProvider provider = SdkTracerProvider.builder()
			.setSampler(sampled ? io.opentelemetry.sdk.trace.samplers.Sampler.alwaysOn()
					: io.opentelemetry.sdk.trace.samplers.Sampler.alwaysOff())
			.build();
		OtelCurrentTraceContext current = new OtelCurrentTraceContext();
		return new DefaultTracingObservationHandler(new OtelTracer(provider.get("test"), current, (event) -> {
		}));
	}

	@ParameterizedTest
	@CsvSource({ "0,00000000000000000000000000000000,false", "0,ffffffffffffffffffffffffffffffff,false",
			"1,00000000000000000000000000000000,true", "1,ffffffffffffffffffffffffffffffff,true",
			"0.5,00000000000000007fffffffffffffff,true", "0.5,00000000000000008000000000000000,false",
			"0.5,ffffffffffffffff0000000000000000,true", "0.25,00000000000000003fffffffffffffff,true",
			"0.25,00000000000000004000000000000000,false", "0.75,0000000000000000bfffffffffffffff,true",
			"0.75,0000000000000000c000000000000000,false" })
	void ratioIsDecidedByTheLowerHalfOfTheId(double rate, String traceId, boolean sampled) {
		assertThat(TraceSampler.ratio(rate).isSampled(traceId)).isEqualTo(sampled);
	}

	@ParameterizedTest
	@ValueSource(doubles = { -0.1, 1.1, Double.NaN })
	void ratioMustBeAShare(double rate) {
		assertThatIllegalArgumentException().isThrownBy(() -> TraceSampler.ratio(rate));
	}

	@Test
	void shareOfTracesIsSampledAsAWhole() {
		LangfuseTracer tracer = tracer(TracingIds.NONE, 0.3);
		for (int i = 0; i < 2_000; i++) {
			tracer.observation("root").observe(() -> tracer.observation("child").observe(() -> "x"));
		}
		long roots = this.sink.all().stream().filter((data) -> data.parentId() == null).count();
		assertThat(roots).isBetween(450L, 750L);
		assertThat(this.sink.all()).hasSize((int) (2 * roots));
	}

	@Test
	void samplerThatFailsRecordsNothing() {
		LangfuseTracer tracer = tracer(ObservationRegistry.create(), TracingIds.NONE, (traceId) -> {
			throw new IllegalStateException();
		});
		assertThat(tracer.observation("root").observe(() -> "x")).isEqualTo("x");
		assertThat(this.sink.all()).isEmpty();
	}

	private LangfuseTracer tracer(TracingIds ids, double rate) {
		return tracer(ObservationRegistry.create(), ids, rate);
	}

	private LangfuseTracer tracer(ObservationRegistry registry, TracingIds ids, double rate) {
		return tracer(registry, ids, TraceSampler.ratio(rate));
	}

	private LangfuseTracer tracer(ObservationRegistry registry, TracingIds ids, TraceSampler sampler) {
		ContentCapture capture = new ContentCapture(CaptureSettings.defaults());
		LangfuseObservationHandler handler = new LangfuseObservationHandler(this.sink, capture, sampler, ids,
				List.of());
		registry.observationConfig().observationHandler(handler);
		return new LangfuseTracer(this.sink, handler, capture, () -> registry);
	}

}
