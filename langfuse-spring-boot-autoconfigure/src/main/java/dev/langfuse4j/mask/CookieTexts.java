/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

/**
 * Masks the value of a cookie that is known by its attributes, as in the {@code toString}
 * of a {@code ResponseCookie}: {@code sid=…; Path=/; HttpOnly}.
 */
final class CookieTexts implements TriggeredMasker {

	private static final int MAX_LENGTH = 4_096;

	private final boolean secret;

	CookieTexts(SecretNames names) {
		this.secret = names.contains("cookie");
	}

	@Override
	public int triggers() {
		return TextTraits.SEMICOLON;
	}

	@Override
	public String mask(String text) {
		int end = this.secret ? text.indexOf(';', 1) : -1;
		if (end < 0) {
			return text;
		}
		RedactedText masked = new RedactedText(text);
		for (; end > 0; end = text.indexOf(';', end + 1)) {
			if (Cookies.isAttribute(text, Cookies.skipSpaces(text, end + 1))) {
				maskPair(text, end, masked);
			}
		}
		return masked.toString();
	}

	private static void maskPair(String text, int end, RedactedText masked) {
		int start = end;
		while (start > 0 && end - start < MAX_LENGTH && Cookies.isPartOfPair(text.charAt(start - 1))) {
			start--;
		}
		int equals = text.indexOf('=', start);
		if (equals > start && equals < end && !Cookies.isAttribute(text, start)) {
			masked.redact(equals + 1, end);
		}
	}

}
