/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

/**
 * Masks values after {@code name=} and {@code name:}.
 */
final class AssignedSecrets implements TriggeredMasker {

	private static final int MAX_NAME = 64;

	private static final int MAX_GAP = 64;

	private final SecretNames names;

	AssignedSecrets(SecretNames names) {
		this.names = names;
	}

	@Override
	public int triggers() {
		return TextTraits.EQUALS | TextTraits.COLON;
	}

	@Override
	public String mask(String text) {
		RedactedText masked = new RedactedText(text);
		OpenBrackets brackets = new OpenBrackets(text);
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
			if (i < masked.position() || isComparison(text, i)) {
				continue;
			}
			int nameEnd = skipBack(text, i);
			int nameStart = startOfName(text, nameEnd);
			if (isSecret(text.substring(nameStart, nameEnd))) {
				mask(text, nameStart, nameEnd, i, brackets, masked);
			}
		}
		return masked.toString();
	}

	private static void mask(String text, int nameStart, int nameEnd, int separator, OpenBrackets brackets,
			RedactedText masked) {
		int start = skipGap(text, separator + 1);
		if (text.charAt(separator) == ':') {
			int block = YamlBlock.start(text, nameStart, separator + 1);
			if (block > 0) {
				masked.redact(block, YamlBlock.end(text, nameStart, block));
				return;
			}
		}
		String name = text.substring(nameStart, nameEnd);
		boolean field = text.charAt(separator) == '=' && nameEnd == separator && isField(text, nameStart)
				&& brackets.areFieldsAt(nameStart);
		masked.redact(start, SecretValue.end(text, start, name, startsLine(text, nameStart), field));
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
	 * Returns the start of the name that ends at a position. A name consists of letters,
	 * digits, separators and single spaces.
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

	private static boolean startsLine(String text, int nameStart) {
		return nameStart == 0 || text.charAt(nameStart - 1) == '\n' || text.charAt(nameStart - 1) == '\r';
	}

	/**
	 * Whether a name is where that of a field is in the text of an object.
	 */
	private static boolean isField(String text, int nameStart) {
		int before = nameStart - 1;
		if (before > 0 && text.charAt(before) == ' ') {
			before--;
		}
		return before >= 0 && ",[({".indexOf(text.charAt(before)) >= 0;
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

}
