/**
 * Scores as requests, and the results of each score in the responses.
 */
@NullMarked
package dev.langfuse4j.export.score;

import org.jspecify.annotations.NullMarked;
