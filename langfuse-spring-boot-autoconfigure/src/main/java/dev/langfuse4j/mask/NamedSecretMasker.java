package dev.langfuse4j.mask;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks the values of {@link SecretNames} in texts such as query strings, headers, JSON
 * and what {@code toString} of a record yields: after {@code name=} and {@code name:}.
 */
public final class NamedSecretMasker implements ContentMasker {

	private static final int MAX_NAME = 64;

	private static final int MAX_GAP = 64;

	private static final int MAX_ESCAPES = 16;

	private static final Pattern SCHEME = Pattern.compile("(?i)(?:Bearer|Basic|Token|Digest|ApiKey)[ \\t]++");

	private static final Pattern NO_SECRET = Pattern.compile("(?:true|false|null|None)(?![A-Za-z0-9_])");

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
		int equals = text.indexOf('=', 1);
		int colon = text.indexOf(':', 1);
		while (equals > 0 || colon > 0) {
			int i = (equals < 0 || (colon > 0 && colon < equals)) ? colon : equals;
			if (i == equals) {
				equals = text.indexOf('=', i + 1);
			}
			else {
				colon = text.indexOf(':', i + 1);
			}
			if (i < copied || isComparison(text, i)) {
				continue;
			}
			int nameEnd = skipBack(text, i);
			int nameStart = startOfName(text, nameEnd);
			if (!isSecret(text.substring(nameStart, nameEnd))) {
				continue;
			}
			int start = skipGap(text, i + 1);
			int end = endOfValue(text, start, isHeader(text, nameStart, nameEnd));
			if (end > start) {
				masked = (masked != null) ? masked : new StringBuilder(text.length());
				masked.append(text, copied, start).append(Redaction.MARKER);
				copied = end;
			}
		}
		return (masked != null) ? masked.append(text, copied, text.length()).toString() : text;
	}

	private static boolean isComparison(String text, int i) {
		return text.charAt(i) == '='
				&& ((i + 1 < text.length() && text.charAt(i + 1) == '=') || "=!<>".indexOf(text.charAt(i - 1)) >= 0);
	}

	private boolean isSecret(String name) {
		int space = name.lastIndexOf(' ');
		return this.names.contains(name.substring(space + 1)) || (space >= 0 && this.names.isEndOf(name));
	}

	/**
	 * Back over quotes, brackets and spaces between a name and what follows it.
	 */
	private static int skipBack(String text, int position) {
		int end = position;
		while (end > 0 && position - end < MAX_GAP && "\"'\\] \t:".indexOf(text.charAt(end - 1)) >= 0) {
			end--;
		}
		return end;
	}

	/**
	 * Where the name begins that ends at a position: letters, digits and what joins them,
	 * also single spaces.
	 */
	private static int startOfName(String text, int end) {
		int start = end;
		while (start > 0 && end - start < MAX_NAME && isPartOfName(text, start - 1)) {
			start--;
		}
		return start;
	}

	private static boolean isPartOfName(String text, int i) {
		char c = text.charAt(i);
		return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.'
				|| (c == ' ' && i > 0 && Character.isLetterOrDigit(text.charAt(i - 1)));
	}

	/**
	 * Whether the value is the rest of its line: that of a header which has several
	 * parts.
	 */
	private static boolean isHeader(String text, int nameStart, int nameEnd) {
		String name = text.substring(nameStart, nameEnd).toLowerCase(Locale.ROOT);
		return (name.endsWith("authorization") || name.endsWith("cookie")) && name.indexOf(' ') < 0
				&& (nameStart == 0 || text.charAt(nameStart - 1) == '\n' || text.charAt(nameStart - 1) == '\r');
	}

	private static int skipGap(String text, int start) {
		int i = start;
		if (i < text.length() && (text.charAt(i) == '=' || text.charAt(i) == '>')) {
			i++;
		}
		while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
			i++;
		}
		return i;
	}

	private static int endOfValue(String text, int start, boolean header) {
		int open = start;
		while (open < text.length() && open - start < MAX_ESCAPES && text.charAt(open) == '\\') {
			open++;
		}
		if (open == text.length() || NO_SECRET.matcher(text).region(start, text.length()).lookingAt()) {
			return start;
		}
		char first = text.charAt(open);
		if (first == '"' || first == '\'') {
			return endOfQuoted(text, open, open - start);
		}
		if (first == '{' || first == '[' || first == '(') {
			return endOfBrackets(text, open);
		}
		Matcher scheme = SCHEME.matcher(text).region(start, text.length());
		int i = (!header && scheme.lookingAt()) ? scheme.end() : start;
		while (i < text.length() && !isEnd(text.charAt(i), header)) {
			i++;
		}
		return i;
	}

	/**
	 * The end of a value in quotes, which are escaped as often as the first where the
	 * text is JSON within JSON.
	 */
	private static int endOfQuoted(String text, int open, int escapes) {
		int backslashes = 0;
		for (int i = open + 1; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == text.charAt(open) && ((escapes == 0) ? backslashes % 2 == 0 : backslashes == escapes)) {
				return i + 1;
			}
			backslashes = (c == '\\') ? backslashes + 1 : 0;
		}
		return text.length();
	}

	private static int endOfBrackets(String text, int open) {
		int depth = 0;
		for (int i = open; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '{' || c == '[' || c == '(') {
				depth++;
			}
			else if (c == '}' || c == ']' || c == ')') {
				depth--;
				if (depth == 0) {
					return i + 1;
				}
			}
		}
		return text.length();
	}

	private static boolean isEnd(char c, boolean header) {
		if (c == '\n' || c == '\r') {
			return true;
		}
		return !header && (Character.isWhitespace(c) || ",;&)]}<>\"'".indexOf(c) >= 0);
	}

}
