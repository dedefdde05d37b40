/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

/**
 * A value of YAML that begins on the line after its key: all lines that are indented
 * deeper than the key.
 *
 * @see <a href="https://yaml.org/spec/1.2.2/#81-block-scalar-styles">YAML 1.2.2, block
 * scalars</a>
 */
final class YamlBlock {

	private YamlBlock() {
	}

	/**
	 * Returns the start of the value.
	 * @return the position, or -1 if there is none on the next lines
	 */
	static int start(String text, int nameStart, int afterColon) {
		int i = skip(text, afterColon, " \t");
		if (i < text.length() && (text.charAt(i) == '|' || text.charAt(i) == '>')) {
			i = skip(text, skip(text, i + 1, "+-0123456789"), " \t");
		}
		if (i == text.length() || !isLineBreak(text.charAt(i))) {
			return -1;
		}
		int column = column(text, nameStart);
		i = skip(text, i, " \r\n");
		return (column >= 0 && i < text.length() && indentation(text, i) > column) ? i : -1;
	}

	static int end(String text, int nameStart, int start) {
		int column = column(text, nameStart);
		int end = endOfLine(text, start);
		for (int i = skip(text, end, " \r\n"); i < text.length()
				&& indentation(text, i) > column; i = skip(text, end, " \r\n")) {
			end = endOfLine(text, i);
		}
		return end;
	}

	/**
	 * The column of a key, or -1 if something else comes before it on its line.
	 */
	private static int column(String text, int nameStart) {
		int i = nameStart;
		while (i > 0 && " -\"'".indexOf(text.charAt(i - 1)) >= 0) {
			i--;
		}
		return (i == 0 || isLineBreak(text.charAt(i - 1))) ? nameStart - i : -1;
	}

	private static int indentation(String text, int position) {
		int i = position;
		while (i > 0 && text.charAt(i - 1) == ' ') {
			i--;
		}
		return position - i;
	}

	private static int endOfLine(String text, int start) {
		int i = start;
		while (i < text.length() && !isLineBreak(text.charAt(i))) {
			i++;
		}
		return i;
	}

	private static int skip(String text, int start, String characters) {
		int i = start;
		while (i < text.length() && characters.indexOf(text.charAt(i)) >= 0) {
			i++;
		}
		return i;
	}

	private static boolean isLineBreak(char c) {
		return c == '\n' || c == '\r';
	}

}
