/**
 * From a finished observation to whoever wants it: masking, exporters, and the delivery
 * of each project.
 */
@NullMarked
package dev.langfuse4j.export.pipeline;

import org.jspecify.annotations.NullMarked;
