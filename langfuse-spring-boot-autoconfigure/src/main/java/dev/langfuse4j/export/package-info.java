/**
 * How observations leave: what an application sees of it, and its settings.
 */
@NullMarked
package dev.langfuse4j.export;

import org.jspecify.annotations.NullMarked;
