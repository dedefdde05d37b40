package dev.langfuse4j.capture;

import dev.langfuse4j.lang.Internal;

/**
 * Cuts texts between characters, never within one. A text is cut twice: roughly when it
 * is captured, so that it takes no memory, and exactly when it has been masked, as a
 * masker must see a secret whole. The first cut therefore keeps {@value #OVERLAP}
 * characters more than the last one.
 */
@Internal
public final class TextLimit {

	/**
	 * How much longer a secret is looked for than a text is kept.
	 */
	static final int OVERLAP = 4_096;

	private TextLimit() {
	}

	/**
	 * The first cut.
	 * @param text the text
	 * @param limit the characters that are kept in the end
	 * @return the beginning with what a masker must see, or the same instance
	 */
	public static String precut(String text, int limit) {
		int length = precutLength(limit);
		return (text.length() <= length) ? text : text.substring(0, boundary(text, length));
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
	 * How many characters the first cut keeps.
	 */
	static int precutLength(int limit) {
		return (int) Math.min(Integer.MAX_VALUE, (limit > 0) ? (long) limit + OVERLAP : 0L);
	}

	/**
	 * How much is safe of a text whose end was cut before it was masked: a secret that
	 * lies across the first cut cannot be told, so what may be a part of one goes.
	 * @param beginning the text before it was masked, as the first cut left it
	 * @param masked the masked text
	 * @return the characters from the beginning of the masked text
	 */
	public static int safeLength(String beginning, String masked) {
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
	 * Where to cut so that no character is halved.
	 * @param text the text
	 * @param end where to cut at the latest
	 * @return the place
	 */
	public static int boundary(CharSequence text, int end) {
		return (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) ? end - 1 : end;
	}

	/**
	 * The last cut.
	 */
	static String cut(String text, int limit) {
		return (text.length() <= limit) ? text : cut(text, limit, text.length());
	}

	/**
	 * The last cut of a text that was longer.
	 */
	static String cut(String text, int limit, long total) {
		int end = boundary(text, Math.max(0, Math.min(limit, text.length())));
		return text.substring(0, end) + "… [" + (total - end) + " more characters]";
	}

}
