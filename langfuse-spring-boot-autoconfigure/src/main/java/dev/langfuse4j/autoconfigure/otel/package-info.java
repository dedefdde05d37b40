/**
 * Auto-configuration for the spans of OpenTelemetry.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.otel;

import org.jspecify.annotations.NullMarked;
