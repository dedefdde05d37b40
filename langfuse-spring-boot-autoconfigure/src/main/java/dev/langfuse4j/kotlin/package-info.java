/**
 * Suspending functions of Kotlin.
 */
@NullMarked
package dev.langfuse4j.kotlin;

import org.jspecify.annotations.NullMarked;
