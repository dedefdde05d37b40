/**
 * Observes the clients that providers of models publish themselves.
 */
@NullMarked
package dev.langfuse4j.vendor;

import org.jspecify.annotations.NullMarked;
