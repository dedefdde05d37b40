/**
 * Auto-configuration for Actuator: health, meters and the endpoint.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
