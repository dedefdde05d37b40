package dev.langfuse4j.trace;

import dev.langfuse4j.lang.ExtensionPoint;
import dev.langfuse4j.observation.LangfuseObservation;
import io.micrometer.observation.Observation;

/**
 * Makes Langfuse observations of the Micrometer observations of another library, such as
 * an AI framework. Add a bean of this type for each kind of context.
 * <p>
 * Called on the threads of the application: must be quick and thread-safe. If a mapper
 * throws, the observation keeps what was mapped before.
 *
 * @param <C> the type of context
 */
@ExtensionPoint
public interface ObservationMapper<C extends Observation.Context> {

	/**
	 * The contexts this mapper is for, with their subclasses.
	 * @return the type of context
	 */
	Class<C> contextType();

	/**
	 * Decides what an observation becomes.
	 * @param context the context, just started
	 * @return the type, and what is known from the start
	 */
	ObservationStart start(C context);

	/**
	 * Copies what a context holds to the observation. Not called for one that is hidden
	 * or not recorded.
	 * @param context the context, about to stop
	 * @param observation the observation
	 */
	void map(C context, LangfuseObservation observation);

}
