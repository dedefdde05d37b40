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

	/**
	 * Says at the end of a text that was cut once how much is missing.
	 */
	private static final char CUT = '\uE000';

	private static final Pattern MARKER = Pattern.compile(CUT + "(\\d{1,10})\\z");

	private static final int MARKER_LENGTH = 11;

	private TextLimit() {
	}

	/**
	 * The first cut.
	 */
	static String precut(String text, int limit) {
		return (text.length() <= precutLength(limit)) ? text : precut(text, text.length(), limit);
	}

	/**
	 * The first cut of a text of which only the beginning is at hand.
	 */
	static String precut(CharSequence beginning, long length, int limit) {
		int end = Math.min(precutLength(limit), beginning.length());
		if (length <= end) {
			return beginning.toString();
		}
		while (end > 0 && isPartOfSecret(beginning.charAt(end - 1))) {
			end--;
		}
		return mark(beginning.subSequence(0, end).toString(), length - end);
	}

	/**
	 * How many characters the first cut keeps.
	 */
	static int precutLength(int limit) {
		return (int) Math.min(Integer.MAX_VALUE, Math.max(0L, limit) + OVERLAP);
	}

	/**
	 * Marks a text as the beginning of a longer one.
	 */
	static String mark(String text, long missing) {
		return text + CUT + missing;
	}

	/**
	 * The last cut. Where there was a first one, what comes before it goes too, by as
	 * much as a secret may be long.
	 */
	static String cut(String text, int limit) {
		int possible = text.indexOf(CUT, text.length() - MARKER_LENGTH);
		Matcher marker = (possible >= 0) ? MARKER.matcher(text).region(possible, text.length()) : null;
		if (marker != null && marker.find()) {
			int kept = marker.start();
			int end = Math.max(0, Math.min(limit, kept - OVERLAP));
			return cut(text, end, kept + Long.parseLong(marker.group(1)));
		}
		return (text.length() <= limit) ? text : cut(text, limit, text.length());
	}

	private static String cut(String text, int limit, long total) {
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
