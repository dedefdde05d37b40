/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import java.util.Locale;
import java.util.Set;

/**
 * Masks the values of options of a command line: {@code --password x}.
 */
final class SecretOptions implements TriggeredMasker {

	private static final int MAX_NAME = 64;

	/**
	 * Words that follow the name of an option in a sentence about it.
	 */
	private static final Set<String> PROSE = Set.of("a", "after", "again", "all", "also", "an", "and", "argument",
			"arguments", "as", "at", "because", "before", "but", "by", "can", "cannot", "does", "first", "flag",
			"flags", "for", "from", "has", "have", "here", "if", "in", "instead", "into", "is", "it", "may", "must",
			"not", "of", "on", "only", "option", "options", "or", "parameter", "parameters", "requires", "set",
			"should", "so", "switch", "takes", "that", "the", "then", "to", "twice", "until", "unless", "value", "was",
			"when", "where", "which", "while", "will", "with", "without", "you", "your");

	private static final Set<String> REFERENCES = Set.of("stdin", "file", "path", "prompt", "env");

	private final SecretNames names;

	SecretOptions(SecretNames names) {
		this.names = names;
	}

	@Override
	public int triggers() {
		return TextTraits.DASH;
	}

	@Override
	public String mask(String text) {
		int dash = text.indexOf('-');
		if (dash < 0) {
			return text;
		}
		RedactedText masked = new RedactedText(text);
		for (; dash >= 0; dash = text.indexOf('-', dash + 1)) {
			if (dash >= masked.position() && (dash == 0 || " \t\n\r\"'`([,".indexOf(text.charAt(dash - 1)) >= 0)) {
				maskOption(text, dash, masked);
			}
		}
		return masked.toString();
	}

	private void maskOption(String text, int dash, RedactedText masked) {
		int nameStart = text.startsWith("--", dash) ? dash + 2 : dash + 1;
		int nameEnd = nameStart;
		while (nameEnd < text.length() && nameEnd - nameStart < MAX_NAME && isPartOfName(text.charAt(nameEnd))) {
			nameEnd++;
		}
		if (nameEnd - nameStart < 2 || !Character.isLetter(text.charAt(nameStart))) {
			return;
		}
		String name = text.substring(nameStart, nameEnd);
		if (!isReference(name) && this.names.contains(name)) {
			int start = skipGap(text, nameEnd);
			masked.redact(start, (start > nameEnd) ? endOfValue(text, start) : start);
		}
	}

	private static boolean isPartOfName(char c) {
		return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
	}

	/**
	 * Whether an option tells where the secret is.
	 */
	private static boolean isReference(String name) {
		return REFERENCES.contains(name.substring(Math.max(name.lastIndexOf('-'), name.lastIndexOf('_')) + 1));
	}

	/**
	 * Skips spaces, or the separator of array elements.
	 */
	private static int skipGap(String text, int nameEnd) {
		int i = nameEnd;
		boolean quoted = i < text.length() && (text.charAt(i) == '"' || text.charAt(i) == '\'');
		i = skipSpaces(text, quoted ? i + 1 : i);
		if (quoted) {
			return (i < text.length() && text.charAt(i) == ',') ? skipSpaces(text, i + 1) : nameEnd;
		}
		return i;
	}

	private static int skipSpaces(String text, int start) {
		int i = start;
		while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
			i++;
		}
		return i;
	}

	private static int endOfValue(String text, int start) {
		if (start == text.length() || text.charAt(start) == '-') {
			return start;
		}
		char first = text.charAt(start);
		if (first == '"' || first == '\'') {
			return SecretValue.endOfQuoted(text, start, 0);
		}
		int end = start;
		while (end < text.length() && !Character.isWhitespace(text.charAt(end))
				&& "\"'`".indexOf(text.charAt(end)) < 0) {
			end++;
		}
		while (end > start && ".,;:!?)]}".indexOf(text.charAt(end - 1)) >= 0) {
			end--;
		}
		boolean prose = PROSE.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
		return (prose || "<=:".indexOf(first) >= 0) ? start : end;
	}

}
