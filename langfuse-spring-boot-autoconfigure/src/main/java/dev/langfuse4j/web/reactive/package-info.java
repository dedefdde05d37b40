/**
 * Trace attributes and observed responses in WebFlux.
 */
@NullMarked
package dev.langfuse4j.web.reactive;

import org.jspecify.annotations.NullMarked;
