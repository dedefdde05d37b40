/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces the matches of a pattern that a check confirms. Patterns never backtrack:
 * possessive, bounded, and begun only where a word begins.
 */
abstract class PatternMasker implements TriggeredMasker {

	private final Pattern pattern;

	private final String replacement;

	private final int triggers;

	PatternMasker(int triggers, String pattern, String what) {
		this.triggers = triggers;
		this.pattern = Pattern.compile(pattern);
		this.replacement = "<masked: " + what + ">";
	}

	@Override
	public final int triggers() {
		return this.triggers;
	}

	@Override
	public final String mask(String text) {
		int start = isCandidate(text) ? candidate(text, 0) : -1;
		if (start < 0) {
			return text;
		}
		Matcher matcher = this.pattern.matcher(text).useTransparentBounds(true);
		StringBuilder masked = null;
		int copied = 0;
		while (start >= 0) {
			int next = start + 1;
			if (matcher.region(start, text.length()).lookingAt()) {
				int length = confirm(text, start, matcher.end());
				next = (length > 0) ? start + length : next(text, start, matcher.end());
				if (length > 0) {
					masked = (masked != null) ? masked : new StringBuilder(text.length());
					masked.append(text, copied, start).append(this.replacement);
					copied = next;
				}
			}
			start = candidate(text, next);
		}
		return (masked != null) ? masked.append(text, copied, text.length()).toString() : text;
	}

	/**
	 * Whether the text need be searched at all: a cheap look for what every match has.
	 */
	boolean isCandidate(String text) {
		return true;
	}

	/**
	 * Finds a position at which a match may begin, without the pattern. No match begins
	 * before it.
	 * @param from the first position to look at
	 * @return the position, or a negative number if there is none
	 */
	abstract int candidate(String text, int from);

	/**
	 * Confirms a match.
	 * @return how much of it is masked, from its start; zero for nothing
	 */
	int confirm(String text, int start, int end) {
		return end - start;
	}

	/**
	 * Returns the position to continue at after a match that was not confirmed. It is
	 * after the start of the match.
	 */
	int next(String text, int start, int end) {
		return Math.max(end, start + 1);
	}

	/**
	 * The pattern, with which a text could also be searched from its beginning to its
	 * end.
	 */
	final Pattern pattern() {
		return this.pattern;
	}

	static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

	static boolean isLetter(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	}

	/**
	 * Whether the character before a position is an ASCII letter or digit.
	 */
	static boolean isWithinWord(String text, int position) {
		return position > 0 && (isLetter(text.charAt(position - 1)) || isDigit(text.charAt(position - 1)));
	}

}
