/**
 * The export of observations, as applications use it, and its settings.
 */
@NullMarked
package dev.langfuse4j.export;

import org.jspecify.annotations.NullMarked;
