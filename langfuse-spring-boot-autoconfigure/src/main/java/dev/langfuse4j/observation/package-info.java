/**
 * What an observation is: its type, level, usage and cost, the live handle, and the
 * finished, immutable record of it.
 */
@NullMarked
package dev.langfuse4j.observation;

import org.jspecify.annotations.NullMarked;
