package dev.langfuse4j.trace;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes the ids from Micrometer Tracing, sampled or not. Loaded only where that is on the
 * class path. Wiring.
 */
public final class MicrometerTracingIds implements TracingIds {

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
		// Brave can be set to 64-bit trace ids
		if (ids == null || !Ids.isTraceId(ids.traceId()) || !Ids.isObservationId(ids.spanId())) {
			return null;
		}
		return new Pair(ids.traceId(), ids.spanId());
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
