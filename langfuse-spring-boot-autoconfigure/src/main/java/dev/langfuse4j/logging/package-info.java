/**
 * How this library speaks in the application's log (each thing once, text from outside
 * escaped) and which failures it does not swallow.
 */
@NullMarked
package dev.langfuse4j.logging;

import org.jspecify.annotations.NullMarked;
