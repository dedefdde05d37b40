/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks the value of a pair of which the name is secret, in any order: {@code {"name":
 * "password", "value": "x"}}, {@code Header[name=password, value=x]}, the same in
 * attributes of XML and in lines of YAML.
 */
final class PairedSecrets implements TriggeredMasker {

	/**
	 * Maximum distance of the name from the value.
	 */
	private static final int REACH = 512;

	private static final String QUOTE = "[\"'\\\\]{0,8}+";

	private static final Pattern VALUE = Pattern
		.compile("(?i)(?<![a-z0-9])values?+" + QUOTE + "\\s{0,8}+[:=]\\s{0,8}+");

	/**
	 * The length of "parameter".
	 */
	private static final int LONGEST_WORD = 9;

	static final Pattern NAME = Pattern
		.compile("(?i)(?<![a-z0-9])(?:name|key|field|header|property|parameter|id|k)" + QUOTE + "\\s{0,8}+[:=]\\s{0,8}+"
				+ "(?:[\"'\\\\]{1,8}+([\\w.-]{1,64}+)[\"'\\\\]|([\\w.-]{1,64}+)(?=[,;\\s\\]})&/>]|$))");

	private final SecretNames names;

	PairedSecrets(SecretNames names) {
		this.names = names;
	}

	@Override
	public int triggers() {
		return TextTraits.EQUALS | TextTraits.COLON;
	}

	@Override
	public String mask(String text) {
		if (!isCandidate(text)) {
			return text;
		}
		SortedSet<Integer> values = new TreeSet<>();
		names(text).stream().filter(this::isSecret).forEach((name) -> addValue(text, name, values));
		RedactedText masked = new RedactedText(text);
		OpenBrackets brackets = new OpenBrackets(text);
		for (int start : values) {
			boolean field = text.charAt(start - 1) == '=' && brackets.areFieldsAt(start);
			masked.redact(start, SecretValue.end(text, start, "", false, field));
		}
		return masked.toString();
	}

	private static boolean isCandidate(String text) {
		for (int i = text.indexOf("alue"); i >= 0; i = text.indexOf("alue", i + 4)) {
			if (i > 0 && (text.charAt(i - 1) == 'v' || text.charAt(i - 1) == 'V')) {
				return true;
			}
		}
		return text.contains("VALUE");
	}

	/**
	 * Finds the names of pairs. The pattern is only applied where a word of its length is
	 * before a separator.
	 */
	static List<MatchResult> names(String text) {
		List<MatchResult> names = new ArrayList<>();
		Matcher matcher = NAME.matcher(text).useTransparentBounds(true);
		int from = 0;
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) == ':' || text.charAt(i) == '=') {
				int start = startOfWord(text, i);
				if (start >= from && matcher.region(start, text.length()).lookingAt()) {
					names.add(matcher.toMatchResult());
					from = matcher.end();
				}
			}
		}
		return names;
	}

	/**
	 * Returns the start of the word before a separator, or a negative number if it is too
	 * long.
	 */
	private static int startOfWord(String text, int separator) {
		int end = separator;
		while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
			end--;
		}
		while (end > 0 && "\"'\\".indexOf(text.charAt(end - 1)) >= 0) {
			end--;
		}
		int start = end;
		while (start > 0 && end - start <= LONGEST_WORD && PatternMasker.isWithinWord(text, start)) {
			start--;
		}
		return (end - start <= LONGEST_WORD) ? start : -1;
	}

	private boolean isSecret(MatchResult name) {
		return this.names.contains((name.group(1) != null) ? name.group(1) : name.group(2));
	}

	/**
	 * Finds the start of the value that belongs to a name: after it, otherwise before it.
	 */
	private static void addValue(String text, MatchResult name, SortedSet<Integer> values) {
		Matcher value = VALUE.matcher(text).region(name.end(), endOfPair(text, name.end()));
		boolean found = value.find();
		if (!found) {
			value.region(startOfPair(text, name.start()), name.start());
			found = value.find();
		}
		if (found && value.end() < text.length()) {
			values.add(value.end());
		}
	}

	/**
	 * Returns the start of a pair: after the opening bracket, or with the item of a list.
	 */
	private static int startOfPair(String text, int end) {
		int depth = 0;
		int start = end;
		for (; start > 0 && end - start < REACH; start--) {
			char c = text.charAt(start - 1);
			if (c == '}' || c == ']' || c == ')' || c == '>') {
				depth++;
			}
			else if ((c == '{' || c == '[' || c == '(' || c == '<') && depth-- == 0) {
				break;
			}
			else if (c == '\n' && isItem(text, start)) {
				break;
			}
		}
		return start;
	}

	/**
	 * Returns the end of a pair: at the closing bracket, or before the next item of a
	 * list.
	 */
	private static int endOfPair(String text, int start) {
		int depth = 0;
		int end = start;
		for (; end < text.length() && end - start < REACH; end++) {
			char c = text.charAt(end);
			if (c == '{' || c == '[' || c == '(' || c == '<') {
				depth++;
			}
			else if ((c == '}' || c == ']' || c == ')' || c == '>') && depth-- == 0) {
				break;
			}
			else if (c == '\n' && isItem(text, end + 1)) {
				break;
			}
		}
		return end;
	}

	/**
	 * Whether an item of a list, or a paragraph, begins with a line.
	 */
	private static boolean isItem(String text, int line) {
		int i = line;
		while (i < text.length() && text.charAt(i) == ' ') {
			i++;
		}
		return i == text.length() || text.charAt(i) == '-' || text.charAt(i) == '\n' || text.charAt(i) == '\r';
	}

}
