package dev.langfuse4j.feedback;

import java.util.function.Consumer;

import dev.langfuse4j.lang.Internal;

/**
 * Takes the votes that the endpoint has accepted. Must neither block nor throw.
 */
@Internal
@FunctionalInterface
public interface FeedbackVotes extends Consumer<FeedbackVote> {

}
