package dev.langfuse4j.trace;

import dev.langfuse4j.observation.TraceAttributes;

/**
 * What hands down attributes.
 */
interface Inheritable {

	/**
	 * What is handed down, inherited attributes included.
	 */
	TraceAttributes attributes();

}
