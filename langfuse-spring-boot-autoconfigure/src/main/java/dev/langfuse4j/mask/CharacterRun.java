/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

/**
 * Finds out fast whether a text has so many characters of a kind in a row: of most texts
 * it reads a fraction. Knows ASCII only. Immutable.
 */
final class CharacterRun {

	private final boolean[] members = new boolean[128];

	private final int length;

	/**
	 * Creates a search.
	 * @param length how many in a row
	 * @param ranges the first and the last character of each range, one after the other
	 */
	CharacterRun(int length, String ranges) {
		this.length = length;
		for (int i = 0; i < ranges.length(); i += 2) {
			for (char c = ranges.charAt(i); c <= ranges.charAt(i + 1); c++) {
				this.members[c] = true;
			}
		}
	}

	/**
	 * Examines each position at which a run from the earliest possible start would end,
	 * and searches backwards from there: a character that is not a member excludes all
	 * runs across it.
	 */
	boolean isIn(String text) {
		int before = -1;
		for (int i = this.length - 1; i < text.length(); i = before + this.length) {
			int start = i;
			while (start > before && isMember(text.charAt(start))) {
				start--;
			}
			if (start == before) {
				return true;
			}
			before = start;
		}
		return false;
	}

	private boolean isMember(char c) {
		return c < this.members.length && this.members[c];
	}

}
