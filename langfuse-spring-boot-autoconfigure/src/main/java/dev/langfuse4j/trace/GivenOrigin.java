package dev.langfuse4j.trace;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.TraceAttributes;
import org.jspecify.annotations.Nullable;

/**
 * An origin whose attributes and project the code itself has given.
 *
 * @param attributes what is handed down
 * @param project the name of the project, empty for one that is not known, {@code null}
 * to leave that to who is asked next
 * @param traceSeed the text that trace ids are derived from, or {@code null}
 * @param newTraces whether whatever is observed leaves the trace that is current
 */
@Internal
public record GivenOrigin(TraceAttributes attributes, @Nullable String project, @Nullable String traceSeed,
		boolean newTraces) implements TraceOrigin {

	/**
	 * Attributes for whatever is observed.
	 * @param attributes what is handed down
	 * @return the origin
	 */
	public static GivenOrigin of(TraceAttributes attributes) {
		return new GivenOrigin(attributes, null, null, false);
	}

	static GivenOrigin ofProject(String project) {
		return new GivenOrigin(TraceAttributes.NONE, project, null, false);
	}

}
