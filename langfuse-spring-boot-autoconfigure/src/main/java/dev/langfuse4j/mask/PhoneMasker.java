/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

/**
 * Masks telephone numbers with a plus sign or a leading zero, of eight to fifteen digits.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-E.164">E.164</a>
 */
final class PhoneMasker extends PatternMasker {

	private static final int MIN = 8;

	private static final int MAX = 15;

	PhoneMasker() {
		super(TextTraits.DIGIT, "(?<![\\w+])(?:\\+|\\(?0)\\d?+(?:[ ()./-]{0,2}+\\d){6,20}+(?!\\w)", "phone number");
	}

	@Override
	int candidate(String text, int from) {
		for (int i = from; i <= text.length() - MIN; i++) {
			char c = text.charAt(i);
			if ((c == '0' || c == '+' || c == '(') && !isWithinWord(text, i)) {
				return i;
			}
		}
		return -1;
	}

	@Override
	int confirm(String text, int start, int end) {
		long digits = text.substring(start, end).chars().filter(Character::isDigit).count();
		return (digits >= MIN && digits <= MAX) ? end - start : 0;
	}

}
