/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import dev.langfuse4j.lang.Internal;

/**
 * Replaces halves of characters (surrogates without the other one) by U+FFFD. Java's
 * strings may contain them, for example if an emoji was cut in two, but UTF-8 cannot. A
 * Langfuse server loses a whole batch of observations for one of them.
 *
 * @since 0.1.0
 */
@Internal
public final class WellFormed {

	private static final char REPLACEMENT = '\uFFFD';

	private WellFormed() {
	}

	/**
	 * A text in which all characters are whole.
	 * @param text the text
	 * @return the text, the same instance if all are
	 */
	public static String of(String text) {
		int length = text.length();
		for (int i = 0; i < length; i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				if (!isPair(text, i)) {
					return replaced(text, i);
				}
				i++;
			}
		}
		return text;
	}

	private static String replaced(String text, int from) {
		char[] chars = text.toCharArray();
		for (int i = from; i < chars.length; i++) {
			if (Character.isSurrogate(chars[i])) {
				if (isPair(text, i)) {
					i++;
				}
				else {
					chars[i] = REPLACEMENT;
				}
			}
		}
		return new String(chars);
	}

	private static boolean isPair(String text, int i) {
		return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
	}

}
