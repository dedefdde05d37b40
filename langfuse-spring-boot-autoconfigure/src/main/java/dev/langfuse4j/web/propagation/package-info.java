/**
 * Traces across services: reads the headers of incoming requests, and adds headers to
 * outgoing ones.
 */
@NullMarked
package dev.langfuse4j.web.propagation;

import org.jspecify.annotations.NullMarked;
