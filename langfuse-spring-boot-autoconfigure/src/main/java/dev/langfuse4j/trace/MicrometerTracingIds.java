package dev.langfuse4j.trace;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes the ids from Micrometer Tracing, sampled or not. Loaded only where that is on the
 * class path. Wiring.
 */
public final class MicrometerTracingIds implements TracingIds {

	private static final int TRACE_ID_LENGTH = 32;

	private static final int SPAN_ID_LENGTH = 16;

	@Override
	public @Nullable Pair find(Observation.Context context) {
		TracingContext tracing = context.get(TracingContext.class);
		Span span = (tracing != null) ? tracing.getSpan() : null;
		// Not sampled is no reason: an OpenTelemetry span is a no-op then, but has ids
		TraceContext ids = (span != null) ? span.context() : null;
		if (ids == null || !isHex(ids.traceId(), TRACE_ID_LENGTH) || !isHex(ids.spanId(), SPAN_ID_LENGTH)) {
			return null;
		}
		return new Pair(ids.traceId(), ids.spanId());
	}

	/**
	 * Whether this is an id that Langfuse accepts: Brave can be set to 64-bit trace ids,
	 * and "no span" is all zeros.
	 */
	private static boolean isHex(@Nullable String id, int length) {
		if (id == null || id.length() != length) {
			return false;
		}
		boolean zero = true;
		for (int i = 0; i < length; i++) {
			char digit = id.charAt(i);
			if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
				return false;
			}
			zero &= digit == '0';
		}
		return !zero;
	}

}
