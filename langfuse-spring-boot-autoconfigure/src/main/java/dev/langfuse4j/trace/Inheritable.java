package dev.langfuse4j.trace;

import dev.langfuse4j.observation.TraceAttributes;

/**
 * An observation or scope that hands attributes down.
 */
interface Inheritable {

	/**
	 * Returns the attributes for the observations below, including inherited ones.
	 */
	TraceAttributes attributes();

}
