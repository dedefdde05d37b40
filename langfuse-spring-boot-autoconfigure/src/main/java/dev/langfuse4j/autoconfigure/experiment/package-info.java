/**
 * The beans of experiments.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.experiment;

import org.jspecify.annotations.NullMarked;
