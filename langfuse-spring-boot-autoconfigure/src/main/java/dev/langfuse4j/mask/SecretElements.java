/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import java.util.regex.Pattern;

/**
 * Masks the content of elements of XML whose name is secret, or that have a secret name
 * as their attribute, as the entries of properties do.
 */
final class SecretElements implements TriggeredMasker {

	private static final int MAX_TAG = 1_024;

	private static final int MAX_CONTENT = 16_384;

	private static final Pattern NAMED = Pattern
		.compile("\\s(?:name|key|id|field)\\s{0,8}=\\s{0,8}[\"']([\\w.-]{1,64})[\"']");

	private final SecretNames names;

	SecretElements(SecretNames names) {
		this.names = names;
	}

	@Override
	public int triggers() {
		return TextTraits.LESS_THAN;
	}

	@Override
	public String mask(String text) {
		int open = text.indexOf('<');
		if (open < 0) {
			return text;
		}
		RedactedText masked = new RedactedText(text);
		for (; open >= 0; open = text.indexOf('<', open + 1)) {
			if (open >= masked.position()) {
				maskElement(text, open, masked);
			}
		}
		return masked.toString();
	}

	private void maskElement(String text, int open, RedactedText masked) {
		int nameEnd = open + 1;
		while (nameEnd < text.length() && nameEnd - open < MAX_TAG && isPartOfName(text.charAt(nameEnd))) {
			nameEnd++;
		}
		int close = endOfTag(text, nameEnd);
		if (nameEnd == open + 1 || close < 0 || text.charAt(close - 1) == '/') {
			return;
		}
		String name = text.substring(open + 1, nameEnd);
		if (isSecret(name, text, nameEnd, close)) {
			int start = skipSpaces(text, close + 1);
			masked.redact(start, endOfContent(text, start, name));
		}
	}

	private boolean isSecret(String name, String text, int nameEnd, int close) {
		if (this.names.contains(name.substring(name.indexOf(':') + 1))) {
			return true;
		}
		return NAMED.matcher(text)
			.region(nameEnd, close)
			.results()
			.anyMatch((named) -> this.names.contains(named.group(1)));
	}

	private static boolean isPartOfName(char c) {
		return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == ':';
	}

	private static int endOfTag(String text, int start) {
		for (int i = start; i < text.length() && i - start < MAX_TAG; i++) {
			if (text.charAt(i) == '>') {
				return i;
			}
			if (text.charAt(i) == '<') {
				return -1;
			}
		}
		return -1;
	}

	private static int skipSpaces(String text, int start) {
		int i = start;
		while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
			i++;
		}
		return i;
	}

	/**
	 * Returns the end of the content between the tags. A name in angle brackets without
	 * an end tag is a placeholder, unless the text was cut within the content.
	 */
	private static int endOfContent(String text, int start, String name) {
		String rest = text.substring(start, Math.min(text.length(), start + MAX_CONTENT));
		int end = rest.indexOf("</" + name);
		if (end < 0) {
			boolean cut = !rest.isEmpty() && Character.isLetterOrDigit(rest.charAt(0))
					&& rest.chars().noneMatch((c) -> c == '<' || Character.isWhitespace(c));
			return cut ? start + rest.length() : start;
		}
		while (end > 0 && Character.isWhitespace(rest.charAt(end - 1))) {
			end--;
		}
		return start + end;
	}

}
