/**
 * Captures the tuples that Reactor's {@code zip} operators produce.
 */
@NullMarked
package dev.langfuse4j.reactor;

import org.jspecify.annotations.NullMarked;
