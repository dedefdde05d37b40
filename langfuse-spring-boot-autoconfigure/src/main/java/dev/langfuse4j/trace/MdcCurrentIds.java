package dev.langfuse4j.trace;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Puts the ids where log lines find them. Loaded only where SLF4J is on the class path.
 * Wiring.
 */
public final class MdcCurrentIds implements CurrentIds {

	private static final String TRACE_ID = "langfuse.traceId";

	private static final String OBSERVATION_ID = "langfuse.observationId";

	/**
	 * Creates what puts them there.
	 */
	public MdcCurrentIds() {
	}

	@Override
	public void changed(@Nullable String traceId, @Nullable String observationId) {
		if (traceId != null) {
			MDC.put(TRACE_ID, traceId);
			MDC.put(OBSERVATION_ID, observationId);
		}
		else {
			MDC.remove(TRACE_ID);
			MDC.remove(OBSERVATION_ID);
		}
	}

}
