/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.otel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.trace.ForeignSpans;
import dev.langfuse4j.trace.ObservedCall;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Makes observations of the spans of language models that other libraries report to the
 * application's OpenTelemetry SDK. Nothing of other spans is recorded; they are passed on
 * the way to a parent. Thread-safe; throws nothing.
 *
 * @since 0.1.0
 */
@Internal
public final class LangfuseSpanProcessor implements SpanProcessor {

	private static final LogOnce logger = LogOnce.shared(LangfuseSpanProcessor.class);

	private final Supplier<ForeignSpans> tree;

	private final OtelSettings settings;

	private final Runnable report;

	private final AtomicBoolean reported = new AtomicBoolean();

	private final SpanPlaces places = new SpanPlaces();

	private volatile @Nullable ForeignSpans spans;

	/**
	 * Creates the processor.
	 * @param spans gives spans their places, asked for at the first span
	 * @param settings which spans appear
	 * @param report runs once, when the first span appears
	 */
	public LangfuseSpanProcessor(Supplier<ForeignSpans> spans, OtelSettings settings, Runnable report) {
		this.tree = spans;
		this.settings = settings;
		this.report = report;
	}

	@Override
	public boolean isStartRequired() {
		return this.settings.enabled();
	}

	@Override
	public boolean isEndRequired() {
		return this.settings.enabled();
	}

	@Override
	public void onStart(Context parentContext, ReadWriteSpan span) {
		try {
			ForeignSpans known = spans();
			if (known.isActive()) {
				start(span, known, isParentRefused(parentContext));
			}
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	@Override
	public void onEnd(ReadableSpan span) {
		try {
			end(span, spans());
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	/**
	 * Whether the library wants a span without a parent. By default, the parent is in the
	 * current context. If no context is current, that is the root context as well, and
	 * the span begins where an observation is current, like all others.
	 */
	private static boolean isParentRefused(Context parentContext) {
		return parentContext == Context.root() && Context.current() != Context.root();
	}

	private void start(ReadWriteSpan span, ForeignSpans known, boolean newTrace) {
		String scope = span.getInstrumentationScopeInfo().getName();
		SpanPlace above = above(span);
		ObservedCall outer = SpanPlace.callOf(above);
		boolean observed = !this.settings.isExcluded(scope)
				&& (this.settings.isIncluded(scope) || SpanValues.areOfModels(span.getAttributes()));
		if (observed) {
			SpanPlace begun = begin(span, above, known, newTrace);
			if (begun.call() != ObservedCall.NONE) {
				this.places.put(span.getSpanContext().getSpanId(), begun);
			}
			return;
		}
		ObservedCall around = known.nearest(outer);
		if (around != ObservedCall.NONE) {
			this.places.put(span.getSpanContext().getSpanId(), SpanPlace.within(around, above, newTrace));
		}
	}

	private SpanPlace begin(ReadableSpan span, @Nullable SpanPlace above, ForeignSpans known, boolean newTrace) {
		SpanValues values = new SpanValues().add(span.getAttributes());
		SpanContext ids = span.getSpanContext();
		ObservedCall outer = SpanPlace.callOf(above);
		ObservedCall around = known.nearest(outer);
		ObservedCall call = known.start(ObservationDefinition.of(span.getName(), SpanType.of(values)),
				SpanMapper.attributes(values), ids.getTraceId(), ids.getSpanId(), outer, newTrace);
		if (call != ObservedCall.NONE && this.reported.compareAndSet(false, true)) {
			this.report.run();
		}
		// What it counts is no part of a trace that it has left
		return newTrace ? SpanPlace.of(call, ObservedCall.NONE, null) : SpanPlace.of(call, around, above);
	}

	private @Nullable SpanPlace above(ReadableSpan span) {
		SpanContext parent = span.getParentSpanContext();
		return (parent.isValid() && !parent.isRemote()) ? this.places.find(parent.getSpanId()) : null;
	}

	private void end(ReadableSpan span, ForeignSpans known) {
		SpanPlace place = this.places.remove(span.getSpanContext().getSpanId());
		if (place == null || !place.isOwn()) {
			if (!known.isActive() || this.settings.isExcluded(span.getInstrumentationScopeInfo().getName())
					|| !SpanValues.areOfModels(span.getAttributes())) {
				return;
			}
			// It has become one of a model only after its start
			place = begin(span, (place != null) ? place : above(span), known, place != null && place.isNewTrace());
		}
		SpanMapper mapper = new SpanMapper(span.toSpanData(), place.events());
		SpanPlace ended = place;
		known.end(place.call(), mapper.type(), mapper.attributes(), (observation) -> {
			if (mapper.map(observation, this.settings.reasoningApart())) {
				ended.above().forEach(known::countedBelow);
			}
		});
		place.release();
	}

	/**
	 * Whether there are spans that events may belong to.
	 */
	boolean isWaiting() {
		return !this.places.isEmpty();
	}

	void event(String spanId, SpanEvent event) {
		SpanPlace place = this.places.find(spanId);
		if (place != null && place.isOwn()) {
			place.add(event);
		}
	}

	private ForeignSpans spans() {
		ForeignSpans known = this.spans;
		if (known == null) {
			known = this.tree.get();
			this.spans = known;
			known.follow(this::current);
		}
		return known;
	}

	/**
	 * The observation of the span that is current on this thread.
	 */
	private ObservedCall current() {
		return this.places.isEmpty() ? ObservedCall.NONE
				: SpanPlace.callOf(this.places.find(Span.current().getSpanContext().getSpanId()));
	}

	static void failed(Throwable ex) {
		Fatal.rethrow(ex);
		logger.warn(ex.getClass(), () -> "A span of OpenTelemetry could not be recorded: " + ex.getClass().getName());
	}

}
