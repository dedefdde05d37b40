/**
 * How this library speaks in the application's log: each thing once, text from outside
 * escaped.
 */
@NullMarked
package dev.langfuse4j.logging;

import org.jspecify.annotations.NullMarked;
