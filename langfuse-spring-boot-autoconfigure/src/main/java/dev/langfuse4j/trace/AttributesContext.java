package dev.langfuse4j.trace;

import dev.langfuse4j.observation.TraceAttributes;
import io.micrometer.observation.Observation;

/**
 * Carries attributes to the observations below, wherever Micrometer carries an
 * observation to; it is none itself.
 */
final class AttributesContext extends Observation.Context {

	private TraceAttributes attributes;

	AttributesContext(TraceAttributes attributes) {
		this.attributes = attributes;
	}

	/**
	 * What is handed down, inherited attributes included once this has started.
	 */
	TraceAttributes attributes() {
		return this.attributes;
	}

	void inherit(TraceAttributes outer) {
		this.attributes = outer.and(this.attributes);
	}

}
