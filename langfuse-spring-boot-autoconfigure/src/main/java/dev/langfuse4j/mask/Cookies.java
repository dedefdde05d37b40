/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

/**
 * Recognizes cookies: several of them, or one with its attributes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265#section-4">RFC 6265</a>
 */
final class Cookies {

	private static final String[] ATTRIBUTES = { "Path", "Domain", "Max-Age", "Expires", "HttpOnly", "Secure",
			"SameSite", "Partitioned" };

	private static final int MAX_NAME = 128;

	private Cookies() {
	}

	/**
	 * The end of cookies and their attributes within a line.
	 */
	static int end(String text, int start) {
		int end = endOfPair(text, start);
		while (end < text.length() && (text.charAt(end) == ';' || text.charAt(end) == ',')) {
			int next = skipSpaces(text, end + 1);
			if (!isPair(text, next) && !isAttribute(text, next)) {
				break;
			}
			end = endOfPair(text, next);
		}
		return end;
	}

	/**
	 * Whether the name of an attribute is at a position.
	 */
	static boolean isAttribute(String text, int start) {
		for (String attribute : ATTRIBUTES) {
			int end = start + attribute.length();
			if (text.regionMatches(true, start, attribute, 0, attribute.length())
					&& (end == text.length() || !isToken(text.charAt(end)))) {
				return true;
			}
		}
		return false;
	}

	static int skipSpaces(String text, int start) {
		int i = start;
		while (i < text.length() && text.charAt(i) == ' ') {
			i++;
		}
		return i;
	}

	private static boolean isPair(String text, int start) {
		int i = start;
		while (i < text.length() && i - start < MAX_NAME && isToken(text.charAt(i))) {
			i++;
		}
		return i > start && i < text.length() && text.charAt(i) == '=';
	}

	private static int endOfPair(String text, int start) {
		int i = start;
		while (i < text.length() && isPartOfPair(text.charAt(i))) {
			i++;
			if (i < text.length() && text.charAt(i) == '"' && text.charAt(i - 1) == '=') {
				i = SecretValue.endOfQuoted(text, i, 0);
			}
		}
		return i;
	}

	static boolean isPartOfPair(char c) {
		return !Character.isWhitespace(c) && ";,\"'()[]{}<>".indexOf(c) < 0;
	}

	private static boolean isToken(char c) {
		return isPartOfPair(c) && c != '=' && c != ':' && c != '/';
	}

}
