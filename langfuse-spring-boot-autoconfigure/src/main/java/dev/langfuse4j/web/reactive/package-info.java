/**
 * Who asks, and in which conversation, in requests of WebFlux.
 */
@NullMarked
package dev.langfuse4j.web.reactive;

import org.jspecify.annotations.NullMarked;
