package dev.langfuse4j.capture;

/**
 * Cuts texts at code points and says how much is missing.
 */
final class TextLimit {

	private TextLimit() {
	}

	static String cut(String text, int limit) {
		if (text.length() <= limit) {
			return text;
		}
		int end = Math.max(0, limit);
		if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(0, end) + "… [" + (text.length() - end) + " more characters]";
	}

}
