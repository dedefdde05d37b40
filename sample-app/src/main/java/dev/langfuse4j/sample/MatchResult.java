/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The candidates that fit a role.
 *
 * @param role the role
 * @param matches the candidates, best first
 * @param explanation why the first one is the first
 * @param feedbackToken the token with which the user can rate the result, {@code null} if
 * feedback is disabled; it is redacted in the trace because of its name
 */
record MatchResult(String role, List<Match> matches, String explanation, @Nullable String feedbackToken) {

	/**
	 * Returns the name of the best candidate, {@code null} if nobody fits.
	 */
	@Nullable String best() {
		return this.matches.isEmpty() ? null : this.matches.get(0).name();
	}

	/**
	 * A rating of a candidate.
	 *
	 * @param name the candidate's name
	 * @param score from 0 to 100
	 */
	record Match(String name, int score) {

	}

}
