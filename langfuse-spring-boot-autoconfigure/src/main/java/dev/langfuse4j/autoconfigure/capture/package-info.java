/**
 * Auto-configuration for values of other libraries' types.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.capture;

import org.jspecify.annotations.NullMarked;
