/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import java.util.regex.Pattern;

/**
 * Masks numbers of payment cards: of a known issuer, with the right check digit, with or
 * without separators between groups of digits. Between single digits only spaces and
 * hyphens are separators; others are the same between all groups, of three digits or
 * more.
 *
 * @see <a href="https://www.iso.org/standard/70484.html">ISO/IEC 7812</a>
 */
final class CreditCardMasker extends PatternMasker {

	private static final int MIN = 13;

	private static final int MAX = 19;

	private static final int SHORTEST_GROUP = 3;

	private static final int MAX_GAP = 3;

	private static final String SEPARATOR = "[ ._/\\-\t\\u00a0\\u2000-\\u2015\\u202f]";

	private static final Pattern ISSUERS = Pattern.compile("4(?:\\d{12}|\\d{15}|\\d{18})" // Visa
			+ "|(?:5[1-5]\\d{2}|222[1-9]|22[3-9]\\d|2[3-6]\\d{2}|27[01]\\d|2720)\\d{12}" // Mastercard
			+ "|3[47]\\d{13}" // American Express
			+ "|3(?:0[0-5]|[689]\\d)\\d{11,16}" // Diners Club
			+ "|(?:6011|64[4-9]\\d|65\\d{2}|62\\d{2}|35(?:2[89]|[3-8]\\d))\\d{12,15}" // Discover,
			// UnionPay, JCB
			+ "|(?:5018|5020|5038|5893|6304|6759|676[1-3])\\d{9,15}"); // Maestro

	CreditCardMasker() {
		super(TextTraits.DIGIT, "(?<![\\d.])\\d(?:" + SEPARATOR + "{0,3}+\\d){12,18}+", "card number");
	}

	@Override
	int candidate(String text, int from) {
		for (int i = from; i <= text.length() - MIN; i++) {
			if (isDigit(text.charAt(i)) && (i == 0 || !isPartOfNumber(text.charAt(i - 1))) && hasDigits(text, i)) {
				return i;
			}
		}
		return -1;
	}

	private static boolean isPartOfNumber(char c) {
		return isDigit(c) || c == '.';
	}

	/**
	 * Whether there are enough digits with no more than separators between them.
	 */
	private static boolean hasDigits(String text, int start) {
		int digits = 0;
		int gap = 0;
		for (int i = start; i < text.length() && digits < MIN && gap <= MAX_GAP; i++) {
			char c = text.charAt(i);
			if (isDigit(c)) {
				digits++;
				gap = 0;
			}
			else if (isLetter(c)) {
				return false;
			}
			else {
				gap++;
			}
		}
		return digits == MIN;
	}

	/**
	 * Digits of something else may follow the card, after a space: the longest number
	 * that ends where a group ends.
	 */
	@Override
	int confirm(String text, int start, int end) {
		StringBuilder digits = new StringBuilder(MAX);
		int length = 0;
		for (int i = start; i < end; i++) {
			if (!Character.isDigit(text.charAt(i))) {
				continue;
			}
			if (digits.length() == MAX) {
				break;
			}
			digits.append(text.charAt(i));
			boolean groupEnds = i + 1 == text.length() || !Character.isDigit(text.charAt(i + 1));
			if (groupEnds && digits.length() >= MIN && isCard(digits) && isGrouped(text, start, i + 1)) {
				length = i + 1 - start;
			}
		}
		return length;
	}

	/**
	 * Digits of something else may come before the card, too: on with the next group.
	 */
	@Override
	int next(String text, int start, int end) {
		int i = start;
		while (i < text.length() && Character.isDigit(text.charAt(i))) {
			i++;
		}
		return Math.max(i, start + 1);
	}

	private static boolean isGrouped(String text, int start, int end) {
		String separators = null;
		boolean usual = true;
		boolean same = true;
		int shortest = MAX;
		for (int i = start; i < end;) {
			int group = i;
			while (i < end && Character.isDigit(text.charAt(i))) {
				i++;
			}
			shortest = Math.min(shortest, i - group);
			int separator = i;
			while (i < end && !Character.isDigit(text.charAt(i))) {
				i++;
			}
			if (i < end) {
				String found = text.substring(separator, i);
				usual &= found.equals(" ") || found.equals("-");
				same &= separators == null || separators.equals(found);
				separators = found;
			}
		}
		return usual || (same && shortest >= SHORTEST_GROUP);
	}

	private static boolean isCard(CharSequence digits) {
		return ISSUERS.matcher(digits).matches() && hasCheckDigit(digits);
	}

	/**
	 * Luhn's algorithm.
	 */
	private static boolean hasCheckDigit(CharSequence digits) {
		int sum = 0;
		for (int i = 0; i < digits.length(); i++) {
			int digit = digits.charAt(digits.length() - 1 - i) - '0';
			int weighted = (i % 2 == 0) ? digit : 2 * digit;
			sum += (weighted > 9) ? weighted - 9 : weighted;
		}
		return sum % 10 == 0;
	}

}
