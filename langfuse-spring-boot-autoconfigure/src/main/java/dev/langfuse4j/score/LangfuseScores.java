/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

/**
 * Scores what Langfuse knows: traces, observations, sessions and dataset runs. Inject
 * this bean.
 *
 * <pre class="code">
 * scores.score("relevance", 0.92).comment("cites the source").on(traceId, observationId);
 * scores.score("helpful", true).id(voteId).onTrace(traceId);
 * scores.category("tone", "friendly").onSession(sessionId);
 * scores.text("review", note).onCurrent();
 * scores.correction(betterAnswer).on(traceId, observationId);
 * </pre>
 *
 * The last call of such a chain checks the score, hands it over for delivery and returns
 * its id. It never blocks and never throws because of the delivery. A mistake in the
 * calling code, such as a number that is not finite, is an
 * {@link IllegalArgumentException}, also while Langfuse is disabled or has no keys;
 * nothing else happens then.
 * <p>
 * Thread-safe.
 *
 * @since 0.1.0
 */
public interface LangfuseScores {

	/**
	 * Starts a numeric score.
	 * @param name the name of the score
	 * @param value the value
	 * @return a builder to set the other values and the target
	 * @throws IllegalArgumentException if the name is empty or the value is not finite
	 */
	ScoreBuilder score(String name, double value);

	/**
	 * Starts a boolean score.
	 * @param name the name of the score
	 * @param value the value
	 * @return a builder to set the other values and the target
	 * @throws IllegalArgumentException if the name is empty
	 */
	ScoreBuilder score(String name, boolean value);

	/**
	 * Starts a categorical score.
	 * @param name the name of the score
	 * @param category the category
	 * @return a builder to set the other values and the target
	 * @throws IllegalArgumentException if the name or the category is empty
	 */
	ScoreBuilder category(String name, String category);

	/**
	 * Starts a score that is a text. It requires server 3.165.
	 * @param name the name of the score
	 * @param text the text, at most 500 characters as {@link String#length()} counts
	 * @return a builder to set the other values and the target
	 * @throws IllegalArgumentException if the name or the text is empty, or the text is
	 * too long
	 */
	ScoreBuilder text(String name, String text);

	/**
	 * Starts a correction: the output of a trace or an observation that would have been
	 * right. Langfuse stores it under the name {@code output}. It requires server 3.143.
	 * @param output the better output
	 * @return a builder to set the other values and the target
	 * @throws IllegalArgumentException if the output is empty
	 */
	ScoreBuilder correction(String output);

}
