/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.logging;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Makes text from outside harmless in a log: nothing in it can break the line, move the
 * cursor, colour the terminal or turn the reading direction. Public as wiring between the
 * rooms of this library.
 *
 * @since 0.1.0
 */
@Internal
public final class Escape {

	private Escape() {
	}

	/**
	 * Escapes control, format and separator characters and cuts the text.
	 * @param text the text, may be {@code null}
	 * @param limit the characters to keep
	 * @return the text in one line
	 */
	public static String line(@Nullable String text, int limit) {
		if (text == null) {
			return "";
		}
		StringBuilder line = new StringBuilder(Math.min(text.length(), limit) + 16);
		int index = 0;
		while (index < text.length() && index < limit) {
			int codePoint = text.codePointAt(index);
			append(line, codePoint);
			index += Character.charCount(codePoint);
		}
		if (index < text.length()) {
			line.append('…');
		}
		return line.toString();
	}

	private static void append(StringBuilder line, int codePoint) {
		switch (codePoint) {
			case '\n' -> line.append("\\n");
			case '\r' -> line.append("\\r");
			case '\t' -> line.append("\\t");
			default -> {
				if (isHarmless(codePoint)) {
					line.appendCodePoint(codePoint);
				}
				else {
					line.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
				}
			}
		}
	}

	private static boolean isHarmless(int codePoint) {
		return switch (Character.getType(codePoint)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
					Character.PARAGRAPH_SEPARATOR, Character.PRIVATE_USE, Character.UNASSIGNED ->
				false;
			default -> true;
		};
	}

}
