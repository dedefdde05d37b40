/**
 * Makes observations of the spans that other libraries report to OpenTelemetry.
 */
@NullMarked
package dev.langfuse4j.otel;

import org.jspecify.annotations.NullMarked;
