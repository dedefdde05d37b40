package dev.langfuse4j.feedback;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The feedback of one user under one name.
 *
 * @param id the id of the score, the same for each vote of that user under that name
 * @param target what it is given on
 * @param name the name
 * @param value a {@link Boolean}, a {@link Double}, or a category
 * @param comment the comment, without control characters
 */
@Internal
public record FeedbackVote(String id, FeedbackTarget target, String name, Object value, @Nullable String comment) {

	/**
	 * Names what it is given on only: what users write does not belong in a log.
	 */
	@Override
	public String toString() {
		return "FeedbackVote[" + this.target.traceId() + "]";
	}

}
