/**
 * From any Java value to bounded JSON, on the caller's thread, without ever throwing.
 */
@NullMarked
package dev.langfuse4j.capture;

import org.jspecify.annotations.NullMarked;
