/**
 * Chunks of Spring Batch.
 */
@NullMarked
package dev.langfuse4j.batch;

import org.jspecify.annotations.NullMarked;
