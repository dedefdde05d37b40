/**
 * Traces as trees in the application's log.
 */
@NullMarked
package dev.langfuse4j.export.log;

import org.jspecify.annotations.NullMarked;
