package dev.langfuse4j.sample;

import java.util.List;

/**
 * The candidates that fit a role.
 *
 * @param role the role
 * @param matches the candidates, best first
 * @param explanation why the first one is the first
 */
record MatchResult(String role, List<Match> matches, String explanation) {

	/**
	 * How well a candidate fits.
	 *
	 * @param name the candidate's name
	 * @param score from 0 to 100
	 */
	record Match(String name, int score) {

	}

}
