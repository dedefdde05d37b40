/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import org.jspecify.annotations.Nullable;

/**
 * Replaces media inside texts ({@code data:} URIs) by a description: their bytes are not
 * readable content and would use up the limits.
 */
final class DataUris {

	private static final String SCHEME = "data:";

	private static final String BASE64 = ";base64,";

	private static final String DEFAULT_TYPE = "text/plain";

	private static final int MAX_TYPE_LENGTH = 200;

	/**
	 * Maximum number of characters to search for the end of a URI. A longer one extends
	 * to the end of the text.
	 */
	private static final int MAX_SEARCH = 1 << 20;

	private DataUris() {
	}

	/**
	 * Replaces media by their types and sizes, such as {@code <image/png, 1234 bytes>}.
	 * @param text a text
	 * @param limit the characters of it that are kept; beyond, no media are looked for
	 * @return the text, or {@code null} if it stays as it is
	 */
	static @Nullable BoundedText name(String text, int limit) {
		int mark = (text.length() <= limit) ? text.indexOf(BASE64) : mark(text, 0, TextLimit.precutLength(limit));
		return (mark >= 0) ? name(text, limit, mark) : null;
	}

	private static @Nullable BoundedText name(String text, int limit, int first) {
		int interest = TextLimit.precutLength(limit);
		BoundedText named = null;
		int copied = 0;
		int mark = first;
		while (mark >= 0) {
			int data = mark + BASE64.length();
			int start = start(text, copied, mark);
			int end = (start >= 0) ? end(text, data) : data;
			if (end > data) {
				named = (named != null) ? named : new BoundedText(limit);
				named.append(text, copied, start);
				named.append(describe(text, start, mark, end));
				copied = end;
			}
			long before = end - copied + ((named != null) ? named.length() : 0);
			mark = mark(text, end, interest - before);
		}
		if (named != null) {
			named.append(text, copied, text.length());
		}
		return named;
	}

	/**
	 * Returns the position of the next data.
	 * @param room the maximum number of characters to search: a text may be much longer
	 * than its limit
	 */
	private static int mark(String text, int from, long room) {
		if (room <= 0) {
			return -1;
		}
		if (text.length() - from <= room) {
			return text.indexOf(BASE64, from);
		}
		int mark = text.substring(from, from + (int) room).indexOf(BASE64);
		return (mark >= 0) ? from + mark : -1;
	}

	/**
	 * Returns the start of the URI whose data follow a mark, or -1.
	 */
	private static int start(String text, int from, int mark) {
		int type = mark;
		int first = Math.max(from, mark - MAX_TYPE_LENGTH);
		while (type > first && isType(text.charAt(type - 1))) {
			type--;
		}
		int start = type - SCHEME.length();
		return (start >= from && text.startsWith(SCHEME, start)) ? start : -1;
	}

	private static int end(String text, int data) {
		int limit = Math.min(text.length(), data + MAX_SEARCH);
		int end = data;
		while (end < limit && isData(text, end)) {
			end++;
		}
		return (end == data + MAX_SEARCH) ? text.length() : end;
	}

	private static String describe(String text, int start, int mark, int end) {
		String type = text.substring(start + SCHEME.length(), mark);
		int parameters = type.indexOf(';');
		type = (parameters >= 0) ? type.substring(0, parameters) : type;
		return "<" + (type.isEmpty() ? DEFAULT_TYPE : type) + ", " + size(text, mark + BASE64.length(), end)
				+ " bytes>";
	}

	private static long size(String text, int data, int end) {
		int digits = end - data;
		for (int last = end; last > data && text.charAt(last - 1) == '='; last--) {
			digits--;
		}
		return digits * 3L / 4;
	}

	private static boolean isType(char c) {
		return isAlphanumeric(c) || "/.+-;=_\"".indexOf(c) >= 0;
	}

	private static boolean isData(String text, int index) {
		char c = text.charAt(index);
		return isAlphanumeric(c) || c == '+' || c == '/' || c == '=' || c == '-' || c == '_';
	}

	private static boolean isAlphanumeric(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
	}

}
