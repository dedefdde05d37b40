/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.ActiveObservation;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.testing.RecordingSink;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Observations that carry attributes are hidden from the application's own tracing, on
 * any thread.
 */
class CarriersAndTracingTests implements SpanProcessor {

	private static final ContextView NOWHERE = reactor.util.context.Context.empty();

	private final RecordingSink sink = new RecordingSink();

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final Map<String, String> names = new ConcurrentHashMap<>();

	private final List<String> tree = new CopyOnWriteArrayList<>();

	private final OtelTracer tracing = new OtelTracer(
			SdkTracerProvider.builder().addSpanProcessor(this).build().get("test"), new OtelCurrentTraceContext(),
			(event) -> {
			});

	private final LangfuseTracer tracer = tracer();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void treeOfTheApplicationIsTheSameWithAndWithoutThem(boolean inRequest) {
		List<String> without = run(inRequest, Runnable::run);
		List<String> with = run(inRequest, this::carried);
		assertThat(with).containsExactlyElementsOf(without);
		String parent = inRequest ? "request" : "none";
		assertThat(with).contains("blocking < " + parent, "thread < " + parent, "instrumented < " + parent,
				"reactive < " + parent);
		assertThat(this.sink.all()).hasSize(2)
			.extracting((data) -> data.attributes().userId())
			.containsExactly(null, "ada");
	}

	@Test
	void observationsBelowAndBetweenKeepTheirPlaces() {
		List<String> tree = run(true,
				(code) -> carried(() -> this.tracer.observation("step").observe(() -> carried(code))));
		assertThat(tree).contains("step < request", "blocking < step", "thread < step", "instrumented < step",
				"reactive < step", "leaf < step");
		ObservationData leaf = this.sink.named("leaf");
		assertThat(leaf.parentId()).isEqualTo(this.sink.named("step").id());
		assertThat(leaf.trace().traceId()).isEqualTo(this.sink.named("step").trace().traceId());
	}

	/**
	 * Prompts and scores need the project also then.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void projectIsCarriedLikeAttributesAlsoWhileNothingIsObserved(boolean observing) {
		if (!observing) {
			this.sink.close();
		}
		List<String> without = run(true, Runnable::run);
		List<String> with = run(true, (code) -> carried(this.tracer.inProject("acme", NOWHERE), () -> carried(() -> {
			code.run();
			assertThat(this.tracer.currentProject(NOWHERE)).isEqualTo("acme");
		})));
		assertThat(with).containsExactlyElementsOf(without);
		assertThat(this.tracer.currentProject(NOWHERE)).isEqualTo("default");
		assertThat(this.sink.all()).extracting((data) -> data.trace().project())
			.isEqualTo(observing ? List.of("default", "acme") : List.of());
	}

	@Test
	void scopeThatIsClosedElsewhereIsLeftInTracingToo() throws Exception {
		ActiveObservation request = this.tracer.observation("request").start();
		Span span = Span.current();
		Thread other = new Thread(request::close);
		other.start();
		other.join();
		assertThat(Span.current()).isSameAs(span);
		this.tracer.observation("next").observe(() -> assertThat(Span.current()).isNotSameAs(span));
		assertThat(Span.fromContextOrNull(Context.current())).isNull();
		// Both are roots for tracing too
		assertThat(this.tree).hasSize(2).allMatch((line) -> line.endsWith(" < " + "0".repeat(16)));
	}

	@Test
	void nothingStaysCurrentOnThreads() {
		run(true, this::carried);
		assertThat(this.tracing.currentSpan()).isNull();
		assertThat(this.registry.getCurrentObservation()).isNull();
		Mono.fromRunnable(() -> assertThat(Span.fromContextOrNull(Context.current())).isNull())
			.subscribeOn(Schedulers.parallel())
			.block();
	}

	private void carried(Runnable code) {
		carried(this.tracer.carry(GivenOrigin.of(TraceAttributes.builder().userId("ada").build()),
				reactor.util.context.Context.empty()), code);
	}

	private static void carried(ObservedCall carrier, Runnable code) {
		try (ObservedCall.Scope scope = carrier.openScope()) {
			code.run();
		}
		finally {
			carrier.stop();
		}
	}

	/**
	 * An application with observations of its own, and with what knows the tracing of the
	 * thread only.
	 */
	private List<String> run(boolean inRequest, Consumer<Runnable> carrier) {
		this.tree.clear();
		Runnable work = () -> {
			observation("blocking").observe(() -> {
			});
			Runnable onThread = () -> {
				observation("thread").observe(() -> {
				});
				this.tracing.nextSpan().name("instrumented").start().end();
			};
			onAnotherThread(ContextSnapshotFactory.builder().build().captureAll().wrap(onThread));
			Observation current = this.registry.getCurrentObservation();
			Mono<Object> reactive = Mono.deferContextual((context) -> {
				Observation observation = observation("reactive");
				observation.parentObservation(context.getOrDefault(ObservationThreadLocalAccessor.KEY, null));
				observation.observe(() -> {
				});
				return Mono.empty();
			}).subscribeOn(Schedulers.parallel());
			((current != null)
					? reactive.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, current))
					: reactive)
				.block();
			this.tracer.observation("leaf").observe(() -> {
			});
		};
		if (inRequest) {
			observation("request").observe(() -> carrier.accept(work));
		}
		else {
			carrier.accept(work);
		}
		return this.tree.stream().map((edge) -> {
			String[] ids = edge.split(" < ");
			return this.names.get(ids[0]) + " < " + this.names.getOrDefault(ids[1], "none");
		}).toList();
	}

	private Observation observation(String name) {
		return Observation.createNotStarted(name, this.registry);
	}

	private static void onAnotherThread(Runnable task) {
		Thread thread = new Thread(task);
		thread.start();
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private LangfuseTracer tracer() {
		ContentCapture capture = new ContentCapture(CaptureSettings.defaults());
		LangfuseObservationHandler handler = new LangfuseObservationHandler(this.sink, capture, TraceSampler.ratio(1),
				new MicrometerTracingIds(() -> this.tracing), List.of());
		this.registry.observationConfig()
			.observationHandler(new DefaultTracingObservationHandler(this.tracing))
			.observationHandler(handler);
		return new LangfuseTracer(this.sink, handler, capture, () -> this.registry);
	}

	/**
	 * A parent has started when the first of its children starts.
	 */
	@Override
	public void onStart(Context parent, ReadWriteSpan span) {
		this.names.put(span.getSpanContext().getSpanId(), span.getName());
		this.tree.add(span.getSpanContext().getSpanId() + " < " + span.getParentSpanContext().getSpanId());
	}

	@Override
	public boolean isStartRequired() {
		return true;
	}

	/**
	 * A span has its name at its end.
	 */
	@Override
	public void onEnd(ReadableSpan span) {
		this.names.put(span.getSpanContext().getSpanId(), span.getName());
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

}
