/**
 * Scores as requests, and what the answers to them say of each score.
 */
@NullMarked
package dev.langfuse4j.export.score;

import org.jspecify.annotations.NullMarked;
