/**
 * The path of a finished observation: masking, exporters, and the delivery of each
 * project.
 */
@NullMarked
package dev.langfuse4j.export.pipeline;

import org.jspecify.annotations.NullMarked;
