package dev.langfuse4j.mask;

import java.util.Locale;

/**
 * Masks the values of {@link SecretNames} in texts such as query strings, headers, JSON
 * and what {@code toString} of a record yields: after {@code name=} and {@code name:}.
 */
public final class NamedSecretMasker implements ContentMasker {

	private static final int MAX_NAME = 64;

	private static final int MAX_GAP = 3;

	private final SecretNames names;

	/**
	 * Creates the masker.
	 * @param names the names
	 */
	public NamedSecretMasker(SecretNames names) {
		this.names = names;
	}

	@Override
	public String mask(String text) {
		StringBuilder masked = null;
		int copied = 0;
		for (int i = 1; i < text.length(); i++) {
			char c = text.charAt(i);
			if ((c != '=' && c != ':') || i < copied) {
				continue;
			}
			String name = nameBefore(text, i);
			if (!isSecret(name)) {
				continue;
			}
			int start = skipGap(text, i + 1);
			int end = endOfValue(text, start, name);
			if (end > start) {
				masked = (masked != null) ? masked : new StringBuilder(text.length());
				masked.append(text, copied, start).append(Redaction.MARKER);
				copied = end;
			}
		}
		return (masked != null) ? masked.append(text, copied, text.length()).toString() : text;
	}

	private boolean isSecret(String name) {
		int space = name.lastIndexOf(' ');
		return this.names.contains(name.substring(space + 1)) || (space >= 0 && this.names.isEndOf(name));
	}

	/**
	 * The name that ends before a position: letters, digits and what joins them, also
	 * single spaces, perhaps in quotes.
	 */
	private static String nameBefore(String text, int position) {
		int end = position;
		for (int gap = 0; gap < MAX_GAP && end > 0 && isQuoteOrGap(text.charAt(end - 1)); gap++) {
			end--;
		}
		int start = end;
		while (start > 0 && end - start < MAX_NAME && isPartOfName(text, start - 1)) {
			start--;
		}
		return text.substring(start, end);
	}

	private static boolean isPartOfName(String text, int i) {
		char c = text.charAt(i);
		return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.'
				|| (c == ' ' && i > 0 && Character.isLetterOrDigit(text.charAt(i - 1)));
	}

	private static boolean isQuoteOrGap(char c) {
		return c == '"' || c == '\'' || c == '\\' || c == ' ';
	}

	private static int skipGap(String text, int start) {
		int i = start;
		while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
			i++;
		}
		return i;
	}

	private static int endOfValue(String text, int start, String name) {
		int open = start;
		while (open < text.length() && text.charAt(open) == '\\') {
			open++;
		}
		if (open < text.length() && (text.charAt(open) == '"' || text.charAt(open) == '\'')) {
			return endOfQuoted(text, open, text.substring(start, open + 1));
		}
		String normalized = name.toLowerCase(Locale.ROOT);
		boolean wholeLine = normalized.contains("authorization") || normalized.contains("cookie");
		int i = start;
		while (i < text.length() && !isEnd(text.charAt(i), wholeLine)) {
			i++;
		}
		return i;
	}

	/**
	 * The end of a value in quotes, which are escaped where the text is JSON within JSON.
	 */
	private static int endOfQuoted(String text, int open, String quote) {
		for (int i = open + 1; i < text.length(); i++) {
			char c = text.charAt(i);
			if (quote.length() == 1 && c == '\\') {
				i++;
			}
			else if (text.startsWith(quote, i)) {
				return i + quote.length();
			}
		}
		return text.length();
	}

	private static boolean isEnd(char c, boolean wholeLine) {
		if (c == '\n' || c == '\r') {
			return true;
		}
		return !wholeLine
				&& (Character.isWhitespace(c) || c == ',' || c == ';' || c == '&' || c == ')' || c == ']' || c == '}');
	}

}
