/**
 * Auto-configuration for Kotlin.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.kotlin;

import org.jspecify.annotations.NullMarked;
