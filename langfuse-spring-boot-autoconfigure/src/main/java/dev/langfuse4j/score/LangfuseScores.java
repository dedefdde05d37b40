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
 */
public interface LangfuseScores {

	/**
	 * Begins a numeric score.
	 * @param name the name of the score
	 * @param value the value
	 * @return sets the rest and says what is scored
	 * @throws IllegalArgumentException if the name is empty or the value is not finite
	 */
	ScoreBuilder score(String name, double value);

	/**
	 * Begins a boolean score.
	 * @param name the name of the score
	 * @param value the value
	 * @return sets the rest and says what is scored
	 * @throws IllegalArgumentException if the name is empty
	 */
	ScoreBuilder score(String name, boolean value);

	/**
	 * Begins a categorical score.
	 * @param name the name of the score
	 * @param category the category
	 * @return sets the rest and says what is scored
	 * @throws IllegalArgumentException if the name or the category is empty
	 */
	ScoreBuilder category(String name, String category);

	/**
	 * Begins a score that is a text. Servers before 3.165 do not take it.
	 * @param name the name of the score
	 * @param text the text, at most 500 characters as {@link String#length()} counts
	 * @return sets the rest and says what is scored
	 * @throws IllegalArgumentException if the name or the text is empty, or the text is
	 * too long
	 */
	ScoreBuilder text(String name, String text);

	/**
	 * Begins a correction: what the output should have been, of a trace or an
	 * observation. Langfuse stores it under the name {@code output}. Servers before 3.143
	 * do not take it.
	 * @param output the better output
	 * @return sets the rest and says what is corrected
	 * @throws IllegalArgumentException if the output is empty
	 */
	ScoreBuilder correction(String output);

}
