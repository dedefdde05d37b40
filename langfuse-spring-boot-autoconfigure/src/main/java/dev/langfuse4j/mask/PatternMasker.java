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
abstract class PatternMasker implements ContentMasker {

	private final Pattern pattern;

	private final String replacement;

	PatternMasker(String pattern, String what) {
		this.pattern = Pattern.compile(pattern);
		this.replacement = "<masked: " + what + ">";
	}

	@Override
	public String mask(String text) {
		if (!isCandidate(text)) {
			return text;
		}
		Matcher matcher = this.pattern.matcher(text);
		StringBuilder masked = null;
		int end = 0;
		int from = 0;
		while (from <= text.length() && matcher.find(from)) {
			int length = confirm(text, matcher.start(), matcher.end());
			from = (length > 0) ? matcher.start() + length : next(text, matcher.start(), matcher.end());
			if (length > 0) {
				masked = (masked != null) ? masked : new StringBuilder(text.length());
				masked.append(text, end, matcher.start()).append(this.replacement);
				end = matcher.start() + length;
			}
		}
		return (masked != null) ? masked.append(text, end, text.length()).toString() : text;
	}

	/**
	 * Whether the pattern need be tried at all: a cheap look for what every match has.
	 */
	abstract boolean isCandidate(String text);

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

}
