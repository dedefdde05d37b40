/**
 * What could not be sent, on disk: bounded, in order, read again after a crash.
 */
@NullMarked
package dev.langfuse4j.export.spill;

import org.jspecify.annotations.NullMarked;
