/**
 * Auto-configuration for Spring AI.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.springai;

import org.jspecify.annotations.NullMarked;
