/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A text with variables, {@code {{name}}}. It is taken apart once; values are never
 * searched for variables. Whatever is not a variable with a value stays as it is, so that
 * JSON and the syntax of other template languages pass. The rules are those of Langfuse's
 * Python SDK. Immutable.
 */
final class PromptTemplate {

	/**
	 * Names of variables, as the server recognizes them. Everything else between braces,
	 * such as <code>{{#if x}}</code>, is text that may have a value nevertheless.
	 */
	private static final Pattern NAME = Pattern.compile("\\p{L}[\\p{L}\\p{N}_.]*");

	private static final int NEXT_LINE = 0x85;

	private final String source;

	private final List<Part> parts;

	PromptTemplate(String source) {
		this.source = source;
		this.parts = List.copyOf(parse(source));
	}

	private static List<Part> parse(String source) {
		List<Part> parts = new ArrayList<>();
		int done = 0;
		int open;
		while ((open = source.indexOf("{{", done)) >= 0) {
			int close = source.indexOf("}}", open);
			if (close < 0) {
				break;
			}
			if (open > done) {
				parts.add(new Part(source.substring(done, open), null));
			}
			done = close + 2;
			parts.add(new Part(source.substring(open, done), strip(source, open + 2, close)));
		}
		if (done < source.length()) {
			parts.add(new Part(source.substring(done), null));
		}
		return parts;
	}

	/**
	 * Works like {@code str.strip()} of Python, which removes more than
	 * {@code String.strip()}, such as the no-break space of text that was pasted from a
	 * document.
	 */
	private static String strip(String source, int from, int to) {
		int begin = from;
		int end = to;
		while (begin < end && isSpace(source.charAt(begin))) {
			begin++;
		}
		while (end > begin && isSpace(source.charAt(end - 1))) {
			end--;
		}
		return source.substring(begin, end);
	}

	private static boolean isSpace(char c) {
		return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE;
	}

	String source() {
		return this.source;
	}

	/**
	 * Adds the names of the variables, in the order in which they occur.
	 */
	void collectVariables(Collection<String> names) {
		for (Part part : this.parts) {
			if (part.name() != null && NAME.matcher(part.name()).matches()) {
				names.add(part.name());
			}
		}
	}

	/**
	 * The text with the values that there are.
	 */
	String compile(Map<String, @Nullable Object> values, PromptValues texts) {
		if (values.isEmpty() || this.parts.isEmpty()) {
			return this.source;
		}
		String[] compiled = new String[this.parts.size()];
		for (int i = 0; i < compiled.length; i++) {
			Part part = this.parts.get(i);
			String name = part.name();
			compiled[i] = (name != null && values.containsKey(name)) ? texts.text(name, values.get(name)) : part.text();
		}
		// Joined into one array of bytes, which a StringBuilder would copy
		return String.join("", compiled);
	}

	/**
	 * A piece of the text as it stands there, and the name between its braces, if any.
	 */
	private record Part(String text, @Nullable String name) {

	}

}
