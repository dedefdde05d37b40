/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import dev.langfuse4j.lang.Internal;

/**
 * Cuts texts between characters, never within one. A text is cut twice: roughly when it
 * is captured, so that it takes no memory, and exactly when it has been masked, as a
 * masker must see a secret whole. The first cut therefore keeps {@value #OVERLAP}
 * characters more than the last one.
 *
 * @since 0.1.0
 */
@Internal
public final class TextLimit {

	/**
	 * Number of characters beyond the limit of a text in which maskers find secrets.
	 */
	static final int OVERLAP = 4_096;

	private TextLimit() {
	}

	/**
	 * The first cut.
	 * @param text the text
	 * @param limit the characters that are kept in the end
	 * @return the beginning with the additional characters for maskers, or the same
	 * instance
	 */
	public static String precut(String text, int limit) {
		return (text.length() <= precutLength(limit)) ? text : precut(text, text.length(), limit);
	}

	/**
	 * The first cut.
	 * @param text the text, or as much of it as is at hand
	 * @param length the length of the whole text
	 */
	static String precut(CharSequence text, long length, int limit) {
		int kept = Math.min(precutLength(limit), text.length());
		return text.subSequence(0, (kept < length) ? boundary(text, kept) : kept).toString();
	}

	/**
	 * Whether a text is so long that there may have been a first cut.
	 * @param text the text
	 * @param limit the characters that are kept in the end
	 * @return whether its end may be missing
	 */
	public static boolean mayBePrecut(String text, int limit) {
		return text.length() >= precutLength(limit) - 1;
	}

	/**
	 * Finds the place of the last cut.
	 * @param beginning the text before it was masked, as the first cut left it
	 * @param whole whether nothing is missing of that
	 * @param masked the masked text
	 * @param limit the characters that are kept in the end
	 * @return the characters to keep of the masked text
	 */
	public static int end(String beginning, boolean whole, String masked, int limit) {
		int end = whole ? limit : Math.min(limit, safeLength(beginning, masked));
		return boundary(masked, Math.max(0, Math.min(end, masked.length())));
	}

	/**
	 * Returns the number of characters that the first cut keeps.
	 */
	static int precutLength(int limit) {
		return (int) Math.min(Integer.MAX_VALUE, (limit > 0) ? (long) limit + OVERLAP : 0L);
	}

	/**
	 * Returns the length of the safe part of a text whose end was cut before it was
	 * masked. A masker cannot recognize a secret that extends across the first cut, so a
	 * possible part of one is removed.
	 * @return the characters from the beginning of the masked text
	 */
	private static int safeLength(String beginning, String masked) {
		int before = Math.max(0, beginning.length() - OVERLAP);
		int same = 0;
		int end = Math.min(before, masked.length());
		while (same < end && beginning.charAt(same) == masked.charAt(same)) {
			same++;
		}
		// Where masking has made the end shorter, what is unchanged before it stays
		return Math.max(same, masked.length() - OVERLAP);
	}

	/**
	 * Returns the position of a cut that does not split a character.
	 * @param end where to cut at the latest
	 */
	private static int boundary(CharSequence text, int end) {
		return (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) ? end - 1 : end;
	}

	/**
	 * The last cut of a text of which nothing is missing.
	 */
	static String cut(String text, int limit) {
		return (text.length() <= limit) ? text : shortened(text, end(text, true, text, limit), text.length());
	}

	/**
	 * Says how many characters are missing.
	 * @param end the characters to keep of the text
	 * @param total the characters of the whole text
	 */
	static String shortened(String text, int end, long total) {
		return text.substring(0, end) + "… [" + (total - end) + " more characters]";
	}

}
