package dev.langfuse4j.trace;

import dev.langfuse4j.observation.TraceAttributes;

/**
 * Code whose traces go to a project.
 *
 * @param project the name of the project, empty for one that is not known
 */
record ProjectScope(String project) implements TraceOrigin {

	@Override
	public TraceAttributes attributes() {
		return TraceAttributes.NONE;
	}

}
