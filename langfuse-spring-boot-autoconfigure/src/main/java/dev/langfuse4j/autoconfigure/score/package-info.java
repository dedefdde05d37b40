/**
 * The beans of scores.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.score;

import org.jspecify.annotations.NullMarked;
