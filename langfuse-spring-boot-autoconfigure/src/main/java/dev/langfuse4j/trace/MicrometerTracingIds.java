/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.function.Supplier;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.LogOnce;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Takes the ids from Micrometer Tracing, sampled or not. Loaded only where that is on the
 * class path.
 *
 * @since 0.1.0
 */
@Internal
public final class MicrometerTracingIds implements TracingIds {

	private final LogOnce logger = new LogOnce(MicrometerTracingIds.class);

	private final Supplier<@Nullable Tracer> tracer;

	/**
	 * Creates the source of ids.
	 * @param tracer the application's tracer, or {@code null} if there is not exactly one
	 */
	public MicrometerTracingIds(Supplier<@Nullable Tracer> tracer) {
		this.tracer = tracer;
	}

	@Override
	public @Nullable Pair find(Observation.Context context) {
		TracingContext tracing = context.get(TracingContext.class);
		Span span = (tracing != null) ? tracing.getSpan() : null;
		// Not sampled is no reason: an OpenTelemetry span is a no-op then, but has ids
		TraceContext ids = (span != null) ? span.context() : null;
		return (ids != null && StringUtils.hasLength(ids.traceId())) ? pair(ids.traceId(), ids.spanId()) : null;
	}

	/**
	 * Brave can be set to trace ids of 64 bits: wherever 128 are wanted, those have zeros
	 * in front.
	 */
	private @Nullable Pair pair(String traceId, String spanId) {
		String padded = (traceId.length() == Ids.SHORT_LENGTH) ? "0".repeat(Ids.SHORT_LENGTH) + traceId : traceId;
		if (Ids.isTraceId(padded) && Ids.isObservationId(spanId)) {
			return new Pair(padded, spanId);
		}
		// A no-op tracer has this id
		if (!Ids.isZero(traceId)) {
			this.logger.warn(MicrometerTracingIds.class,
					() -> "Traces do not have the IDs of the application's tracing, because these do not "
							+ "have 64 or 128 bits in lower-case hex digits");
		}
		return null;
	}

	@Override
	public void takeOver(Observation.Context context) {
		for (ObservationView view = context.getParentObservation(); view != null; view = view.getContextView()
			.getParentObservation()) {
			TracingContext tracing = view.getContextView().get(TracingContext.class);
			if (tracing != null) {
				context.put(TracingContext.class, tracing);
				return;
			}
		}
	}

	@Override
	public ObservedCall.Scope openScope(Observation.Context context) {
		TracingContext tracing = context.get(TracingContext.class);
		Span span = (tracing != null) ? tracing.getSpan() : null;
		Tracer tracer = (span != null) ? this.tracer.get() : null;
		return (span != null && tracer != null) ? tracer.currentTraceContext().maybeScope(span.context())::close
				: ObservedCall.Scope.NONE;
	}

}
