/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.langfuse4j.capture.JsonTokens.Mark;
import dev.langfuse4j.mask.Redaction;

/**
 * Redacts the value of a pair with a secret name, in any order and wherever it occurs,
 * such as {@code {"name": "password", "value": "x"}}. If the name could not be read, the
 * value is redacted too.
 */
final class SecretPairs {

	private static final Set<String> NAMES = Set.of("name", "key", "header", "field", "property", "parameter", "param",
			"attribute", "variable");

	private static final Set<String> SHORT_NAMES = Set.of("id", "k", "label", "first", "left");

	private static final Set<String> SHORT_VALUES = Set.of("v", "val", "second", "right");

	private static final int SHORT = 6;

	/**
	 * Returns the tokens of a text, on its own or within one object or array. Larger
	 * values are not names.
	 */
	private static final int NAME_TOKENS = 5;

	private final JsonTokens tokens;

	private final Redactions redactions;

	private final SortedMap<Integer, Integer> secrets = new TreeMap<>();

	private SecretPairs(JsonTokens tokens, Redactions redactions) {
		this.tokens = tokens;
		this.redactions = redactions;
	}

	/**
	 * Hides the values.
	 * @param tokens one value
	 * @param redactions which names are secret
	 */
	static void redact(JsonTokens tokens, Redactions redactions) {
		SecretPairs pairs = new SecretPairs(tokens, redactions);
		pairs.value(0);
		tokens.replace(pairs.secrets, Redaction.MARKER);
	}

	/**
	 * Whether a property may be the value of a pair.
	 */
	static boolean isValue(String property) {
		// Asked for each name that is captured: nearly all end otherwise
		return switch (last(property)) {
			case 'e' -> endsWith(property, "value");
			case 's' -> endsWith(property, "values");
			case 'v', 'l', 'd', 't' -> isOneOf(SHORT_VALUES, property);
			default -> false;
		};
	}

	private static char last(String property) {
		return property.isEmpty() ? ' ' : Character.toLowerCase(property.charAt(property.length() - 1));
	}

	private static boolean isName(String property) {
		return isOneOf(SHORT_NAMES, property) || NAMES.stream().anyMatch((name) -> endsWith(property, name));
	}

	private static boolean isOneOf(Set<String> names, String property) {
		return property.length() <= SHORT && names.contains(property.toLowerCase(Locale.ROOT));
	}

	private static boolean endsWith(String property, String word) {
		int start = property.length() - word.length();
		return start >= 0 && property.regionMatches(true, start, word, 0, word.length());
	}

	/**
	 * Looks into a value.
	 * @return where it ends
	 */
	private int value(int start) {
		Object token = this.tokens.get(start);
		if (token == Mark.START_OBJECT) {
			return object(start + 1);
		}
		int end = start + 1;
		if (token == Mark.START_ARRAY) {
			while (this.tokens.get(end) != Mark.END_ARRAY) {
				end = value(end);
			}
			end++;
		}
		return end;
	}

	private int object(int start) {
		boolean named = false;
		boolean secret = false;
		boolean whole = true;
		List<Integer> values = new ArrayList<>(0);
		int next = start;
		while (this.tokens.get(next) != Mark.END_OBJECT) {
			String property = this.tokens.get(next + 1).toString();
			int value = next + 2;
			next = value(value);
			if (isValue(property)) {
				values.add(value);
			}
			else if (isName(property)) {
				named = true;
				secret = secret || isSecret(value, next);
			}
			else if (property.equals(FrozenTokens.MORE)) {
				whole = false;
			}
		}
		for (int value : values) {
			if (this.tokens.get(value) != Mark.NULL && (secret || (!named && !whole && isPlain(value)))) {
				this.secrets.put(value, value(value));
			}
		}
		return next + 1;
	}

	/**
	 * Whether a name is secret, or not known.
	 */
	private boolean isSecret(int start, int end) {
		for (int i = start; i < end && end - start <= NAME_TOKENS; i++) {
			Object token = this.tokens.get(i);
			if (token == Mark.NAME) {
				i++;
			}
			else if (!(token instanceof Mark) && isSecret(token.toString())) {
				return true;
			}
		}
		return false;
	}

	private boolean isSecret(String name) {
		return this.redactions.isNameOfSecret(name) || name.startsWith(FrozenTokens.MORE)
				|| name.startsWith("<" + Marker.NOT_CAPTURED);
	}

	private boolean isPlain(int value) {
		return !(this.tokens.get(value) instanceof Mark);
	}

}
