/**
 * Starts experiments from the user interface of Langfuse. Begin with
 * {@link dev.langfuse4j.experiment.trigger.ExperimentDefinition}.
 */
@NullMarked
package dev.langfuse4j.experiment.trigger;

import org.jspecify.annotations.NullMarked;
