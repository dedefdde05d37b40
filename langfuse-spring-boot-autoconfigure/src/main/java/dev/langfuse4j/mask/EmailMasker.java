/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

/**
 * Masks e-mail addresses, also where the at sign is percent-encoded as in a URL.
 */
final class EmailMasker extends PatternMasker {

	private static final String AT = "(?:@|%(?:25){0,2}+40)";

	/**
	 * The characters of the longest part before the sign, each of which may be a pair.
	 */
	private static final int REACH = 128;

	EmailMasker() {
		super(TextTraits.AT | TextTraits.PERCENT, "(?<![\\p{L}\\p{N}._%+-])(?:(?!" + AT + ")[\\p{L}\\p{N}._%+-]){1,64}+"
				+ AT + "[\\p{L}\\p{N}-]{1,63}+(?:\\.[\\p{L}\\p{N}-]{1,63}+){1,8}+", "e-mail");
	}

	@Override
	boolean isCandidate(String text) {
		return text.indexOf('@', 1) > 0 || text.contains("40");
	}

	/**
	 * Finds the start of a word near the next sign.
	 */
	@Override
	int candidate(String text, int from) {
		int i = from;
		for (int sign = nextSign(text, from + 1); sign > 0; sign = nextSign(text, sign + 1)) {
			for (i = Math.max(i, sign - REACH); i < sign; i++) {
				if (mayBePart(text.charAt(i)) && (i == 0 || !isPart(text.charAt(i - 1)))) {
					return i;
				}
			}
		}
		return -1;
	}

	private static int nextSign(String text, int from) {
		int i = from;
		while (i < text.length() && text.charAt(i) != '@' && text.charAt(i) != '%') {
			i++;
		}
		return (i < text.length()) ? i : -1;
	}

	private static boolean mayBePart(char c) {
		return isPart(c) || c >= 0x80;
	}

	/**
	 * Whether it is a part of an address, as far as it is an ASCII character.
	 */
	private static boolean isPart(char c) {
		return isLetter(c) || isDigit(c) || "._%+-".indexOf(c) >= 0;
	}

}
