package dev.langfuse4j.web;

import dev.langfuse4j.lang.ExtensionPoint;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.trace.IncomingRequest;

/**
 * Says for whom and in which conversation a request is observed. Beans of this type are
 * asked in their order, once for each request that observes anything: when the first
 * observation starts, on its thread, so they must not block there. Values that a later
 * extractor sets take precedence, also over {@code langfuse.web.*}. If an extractor
 * throws, this is logged once and the others are still asked.
 */
@ExtensionPoint
@FunctionalInterface
public interface TraceAttributesExtractor {

	/**
	 * Sets attributes for all observations of a request.
	 * @param request the request
	 * @param trace takes the attributes
	 */
	void extract(IncomingRequest request, TraceAttributes.Builder trace);

}
