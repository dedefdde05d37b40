package dev.langfuse4j.capture;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts texts at code points and says how much is missing. A text is cut twice: roughly
 * when it is captured, so that it takes no memory, and exactly when it has been masked,
 * as a masker must see a secret whole. What may be a part of a secret at the first cut is
 * left out.
 */
final class TextLimit {

	/**
	 * How much longer a secret is looked for than a text is kept.
	 */
	static final int OVERLAP = 4_096;

	private static final Pattern MARKER = Pattern.compile("… \\[(\\d{1,10}) more characters]\\z");

	private static final int MARKER_LENGTH = "… [0123456789 more characters]".length();

	private TextLimit() {
	}

	/**
	 * The first cut.
	 */
	static String precut(String text, int limit) {
		long kept = Math.max(0L, limit) + OVERLAP;
		if (text.length() <= kept) {
			return text;
		}
		int end = (int) kept;
		while (end > 0 && isPartOfSecret(text.charAt(end - 1))) {
			end--;
		}
		return cut(text, end, text.length());
	}

	/**
	 * The last cut.
	 */
	static String cut(String text, int limit) {
		if (text.length() <= limit) {
			return text;
		}
		Matcher marker = MARKER.matcher(text).region(Math.max(0, text.length() - MARKER_LENGTH), text.length());
		if (marker.find()) {
			int kept = marker.start();
			return (kept <= limit) ? text : cut(text, limit, kept + Integer.parseInt(marker.group(1)));
		}
		return cut(text, limit, text.length());
	}

	private static String cut(String text, int limit, int total) {
		int end = Math.max(0, limit);
		if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(0, end) + "… [" + (total - end) + " more characters]";
	}

	/**
	 * Whether a key, a token or a number may have such a character.
	 */
	private static boolean isPartOfSecret(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "+/=_-.~".indexOf(c) >= 0;
	}

}
