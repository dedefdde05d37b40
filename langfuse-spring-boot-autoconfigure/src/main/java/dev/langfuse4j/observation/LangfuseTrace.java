/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import org.jspecify.annotations.Nullable;

/**
 * The live handle of the trace that an observation belongs to. Values set here apply to
 * all observations of the trace that have not been exported yet. Set them early, ideally
 * on the root, to have them on every observation; values set later miss observations that
 * ended more than about one {@code langfuse.flush-interval} before. Values set for a part
 * of the trace, by {@code with(…)} or an annotation, take precedence there.
 * <p>
 * Thread-safe. No method blocks, and none but {@code score} throws.
 *
 * @since 0.1.0
 */
public interface LangfuseTrace extends TraceValues<LangfuseTrace> {

	/**
	 * The id of the trace.
	 * @return 32 lower-case hex digits, or {@code null} without a trace
	 */
	@Nullable String id();

	/**
	 * Scores the trace. For more than a name and a value, such as a comment, inject
	 * {@code LangfuseScores}.
	 * @param name the name of the score
	 * @param value the value
	 * @return this
	 * @throws IllegalArgumentException if the name is empty or the value is not finite
	 */
	LangfuseTrace score(String name, double value);

	/**
	 * Scores the trace.
	 * @param name the name of the score
	 * @param value the value
	 * @return this
	 * @throws IllegalArgumentException if the name is empty
	 */
	LangfuseTrace score(String name, boolean value);

	/**
	 * Puts the trace into a category.
	 * @param name the name of the score
	 * @param category the category
	 * @return this
	 * @throws IllegalArgumentException if the name or the category is empty
	 */
	LangfuseTrace score(String name, String category);

}
