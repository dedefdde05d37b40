/**
 * From a finished observation to whoever wants it: a bounded queue, batches, delivery
 * with retries, and an account of what was lost.
 */
@NullMarked
package dev.langfuse4j.export;

import org.jspecify.annotations.NullMarked;
