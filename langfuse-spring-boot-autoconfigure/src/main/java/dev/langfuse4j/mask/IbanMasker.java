/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

/**
 * Masks international bank account numbers of a known country, with its length and the
 * right check digits, with or without separators between groups of characters.
 *
 * @see <a href="https://www.swift.com/standards/data-standards/iban">IBAN registry</a>
 */
final class IbanMasker extends PatternMasker {

	private static final String LENGTHS = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18"
			+ "DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28"
			+ "LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22"
			+ "RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";

	private static final String SEPARATOR = "[ ._/\\-\t\\u00a0\\u2000-\\u2015\\u202f]";

	private static final int LONGEST = 34;

	private static final int SHORTEST = 15;

	private static final int LETTERS = 26;

	/**
	 * By both letters of the country, zero for what is not a country.
	 */
	private static final int[] BY_COUNTRY = new int[LETTERS * LETTERS];

	static {
		for (int i = 0; i < LENGTHS.length(); i += 4) {
			BY_COUNTRY[country(LENGTHS, i)] = Integer.parseInt(LENGTHS, i + 2, i + 4, 10);
		}
	}

	IbanMasker() {
		super(TextTraits.DIGIT,
				"(?<![A-Za-z0-9])[A-Za-z]{2}" + SEPARATOR + "?+\\d{2}(?:" + SEPARATOR + "?+[A-Za-z0-9]){11,30}+",
				"IBAN");
	}

	/**
	 * Finds a country before two digits.
	 */
	@Override
	int candidate(String text, int from) {
		for (int i = from + 2; i <= text.length() - SHORTEST + 3; i++) {
			if (isDigit(text.charAt(i)) && isDigit(text.charAt(i + 1))) {
				int start = isLetter(text.charAt(i - 1)) ? i - 2 : i - 3;
				if (start >= from && isLetter(text.charAt(start)) && isLetter(text.charAt(start + 1))
						&& !isWithinWord(text, start) && BY_COUNTRY[country(text, start)] > 0) {
					return start;
				}
			}
		}
		return -1;
	}

	private static int country(String text, int start) {
		return (upper(text.charAt(start)) - 'A') * LETTERS + upper(text.charAt(start + 1)) - 'A';
	}

	@Override
	int confirm(String text, int start, int end) {
		int length = BY_COUNTRY[country(text, start)];
		StringBuilder iban = new StringBuilder(LONGEST);
		for (int i = start; i < end && iban.length() < length; i++) {
			if (Character.isLetterOrDigit(text.charAt(i))) {
				iban.append(upper(text.charAt(i)));
			}
			if (iban.length() == length) {
				boolean endsThere = i + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(i + 1));
				return (endsThere && hasCheckDigits(iban)) ? i + 1 - start : 0;
			}
		}
		return 0;
	}

	@Override
	int next(String text, int start, int end) {
		return start + 2;
	}

	/**
	 * The remainder by 97 is 1 (ISO/IEC 7064), with letters as numbers from 10.
	 */
	private static boolean hasCheckDigits(CharSequence iban) {
		int remainder = 0;
		for (int i = 0; i < iban.length(); i++) {
			int value = Character.digit(iban.charAt((i + 4) % iban.length()), 36);
			remainder = (remainder * ((value > 9) ? 100 : 10) + value) % 97;
		}
		return remainder == 1;
	}

	private static char upper(char c) {
		return Character.toUpperCase(c);
	}

}
