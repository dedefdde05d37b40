package dev.langfuse4j.experiment;

/**
 * Says that an average cannot be told, as not all items have completed and have the
 * score.
 */
@SuppressWarnings("serial")
public class IncompleteExperimentException extends IllegalStateException {

	IncompleteExperimentException(String message) {
		super(message);
	}

}
