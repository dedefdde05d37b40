/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Masks JSON Web Tokens, also unsigned and encrypted ones.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519">RFC 7519</a>
 */
final class JwtMasker extends PatternMasker {

	/**
	 * The Base64 of a brace with a quote, a space, or a line break or tab behind it.
	 */
	private static final String[] BEGINNINGS = { "eyJ", "eyA", "ewo", "ew0", "ewk" };

	private static final int MAX_HEADER = 4_096;

	JwtMasker() {
		super(TextTraits.DOT,
				"(?<![A-Za-z0-9_-])e(?:yJ|yA|wo|w0|wk)[A-Za-z0-9_-]{5,}+\\.[A-Za-z0-9_-]{2,}+(?:\\.[A-Za-z0-9_-]*+){0,3}+",
				"token");
	}

	@Override
	int candidate(String text, int from) {
		for (int i = text.indexOf('e', from); i >= 0; i = text.indexOf('e', i + 1)) {
			if (isBeginning(text, i)) {
				return i;
			}
		}
		return -1;
	}

	private static boolean isBeginning(String text, int start) {
		char second = (start < text.length() - 1) ? text.charAt(start + 1) : ' ';
		if (second == 'y' || second == 'w') {
			for (String beginning : BEGINNINGS) {
				if (text.startsWith(beginning, start)) {
					return !isWithinWord(text, start);
				}
			}
		}
		return false;
	}

	/**
	 * The header is an object, which begins with {@code eyJ} unless it is written with
	 * spaces: then words may begin alike.
	 */
	@Override
	int confirm(String text, int start, int end) {
		return (text.startsWith(BEGINNINGS[0], start) || isHeader(text, start)) ? end - start : 0;
	}

	private static boolean isHeader(String text, int start) {
		int length = Math.min(text.indexOf('.', start) - start, MAX_HEADER) & ~3;
		String part = text.substring(start, start + length);
		return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.ISO_8859_1).contains("\"");
	}

}
