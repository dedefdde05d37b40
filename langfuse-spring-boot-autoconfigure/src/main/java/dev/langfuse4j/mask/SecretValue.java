/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Determines the end of a secret value: a value in quotes or brackets as a whole, a PEM
 * block with its last line, cookies and parameters of credentials with the last one, a
 * field before the next one, and any other value up to the next space.
 */
final class SecretValue {

	private static final int MAX_ESCAPES = 16;

	private static final int MAX_LINES = 4_096;

	private static final int MAX_FIELD_NAME = 64;

	private static final String PEM = "-----BEGIN ";

	private static final Pattern SCHEME = Pattern.compile("(?i)(?:Bearer|Basic|Token|Digest|Api-?Key|Negotiate|NTLM"
			+ "|OAuth|Hawk|HMAC|DPoP|PAT|SSWS|Splunk|SharedKey(?:Lite)?|AWS4-[A-Z0-9-]{1,32}|AWS)[ \t]++");

	/**
	 * A scheme of which the credentials have several parameters.
	 *
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.4">RFC 9110</a>
	 */
	private static final Pattern PARAMETERS = Pattern
		.compile("[A-Za-z][A-Za-z0-9_-]{0,63}+[ \t]++" + parameter() + "(?:[ \t]*+,[ \t]*+" + parameter() + ")*+");

	private static final Pattern NO_SECRET = Pattern.compile("(?:true|false|null|None)(?![A-Za-z0-9_])");

	private SecretValue() {
	}

	/**
	 * Finds the end of a value.
	 * @param text the text
	 * @param start the start of the value
	 * @param name the name of the value
	 * @param startsLine whether a line begins with the name, as that of a header
	 * @param field whether it is among the fields of an object
	 * @return the end, not before the start
	 */
	static int end(String text, int start, String name, boolean startsLine, boolean field) {
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
		if (text.startsWith(PEM, start)) {
			return endOfPem(text, start);
		}
		if (first == '{' || first == '[' || first == '(') {
			return endOfBrackets(text, open);
		}
		String header = name.toLowerCase(Locale.ROOT);
		boolean cookies = header.endsWith("cookie") || header.endsWith("cookies");
		boolean authorization = header.endsWith("authorization");
		if (startsLine && (cookies || authorization) && header.indexOf(' ') < 0) {
			return endOfLine(text, start);
		}
		if (field) {
			return endOfField(text, start);
		}
		if (cookies) {
			return Cookies.end(text, start);
		}
		Matcher parameters = PARAMETERS.matcher(text).region(start, text.length());
		return (authorization && parameters.lookingAt()) ? parameters.end() : endOfWord(text, start);
	}

	/**
	 * The end of a value in quotes, which are escaped as often as the first where the
	 * text is JSON within JSON.
	 */
	static int endOfQuoted(String text, int open, int escapes) {
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

	private static int endOfPem(String text, int start) {
		int end = text.indexOf("-----END ", start);
		int closing = (end >= 0) ? text.indexOf("-----", end + 9) : -1;
		return (closing >= 0) ? closing + 5 : text.length();
	}

	private static int endOfBrackets(String text, int open) {
		int depth = 0;
		for (int i = open; i < text.length(); i++) {
			char c = text.charAt(i);
			if (isOpening(c)) {
				depth++;
			}
			else if (isClosing(c)) {
				depth--;
				if (depth == 0) {
					return i + 1;
				}
			}
		}
		return text.length();
	}

	/**
	 * The end of a field: the bracket that closes the object, or a comma with the name of
	 * the next field behind it. An object that is not closed ends with its line.
	 */
	private static int endOfField(String text, int start) {
		int depth = 0;
		int line = -1;
		for (int i = start; i < text.length() && (line < 0 || i - line < MAX_LINES); i++) {
			char c = text.charAt(i);
			if (isOpening(c)) {
				depth++;
			}
			else if (isClosing(c)) {
				if (depth == 0) {
					return i;
				}
				depth--;
			}
			else if (depth == 0 && c == ',' && isNameOfField(text, i + 1)) {
				return i;
			}
			else if (line < 0 && c == '\n') {
				line = i;
			}
		}
		return (line >= 0) ? line : text.length();
	}

	private static boolean isNameOfField(String text, int start) {
		int i = start;
		while (i < text.length() && text.charAt(i) == ' ') {
			i++;
		}
		int name = i;
		while (i < text.length() && i - name < MAX_FIELD_NAME
				&& (Character.isJavaIdentifierPart(text.charAt(i)) || text.charAt(i) == '-' || text.charAt(i) == '.')) {
			i++;
		}
		return i > name && i < text.length() && text.charAt(i) == '=';
	}

	private static int endOfLine(String text, int start) {
		int i = start;
		while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
			i++;
		}
		return i;
	}

	private static int endOfWord(String text, int start) {
		Matcher scheme = SCHEME.matcher(text).region(start, text.length());
		int i = scheme.lookingAt() ? scheme.end() : start;
		while (i < text.length() && !Character.isWhitespace(text.charAt(i))
				&& ",;&)]}<>\"'".indexOf(text.charAt(i)) < 0) {
			i++;
		}
		return i;
	}

	private static boolean isOpening(char c) {
		return c == '{' || c == '[' || c == '(';
	}

	private static boolean isClosing(char c) {
		return c == '}' || c == ']' || c == ')';
	}

	private static String parameter() {
		return "[A-Za-z0-9_-]{1,64}+=(?:\"[^\"]*+\"?+|[^\\s,\"'}\\])]*+)";
	}

}
