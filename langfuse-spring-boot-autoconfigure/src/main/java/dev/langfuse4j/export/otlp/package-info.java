/**
 * OTLP as a Langfuse server reads it.
 */
@NullMarked
package dev.langfuse4j.export.otlp;

import org.jspecify.annotations.NullMarked;
