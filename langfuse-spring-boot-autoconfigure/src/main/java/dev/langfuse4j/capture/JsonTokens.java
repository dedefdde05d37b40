/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.function.Function;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A JSON value as the list of its tokens, texts and numbers by reference. Jackson's
 * {@code TokenBuffer} is the same with a parser and a context on top, which for a few
 * arguments cost more than all that is captured of them. Not thread-safe while it grows.
 */
final class JsonTokens {

	/**
	 * The room for the tokens of a small value.
	 */
	static final int INITIAL_SIZE = 8;

	/**
	 * The digits of a number that may be a card, an account or a person's: fewer are not
	 * looked at.
	 */
	private static final long LONG_NUMBER = 1_000_000_000_000L;

	private Object[] tokens;

	private int size;

	private boolean pairs;

	private boolean partial;

	private boolean arguments;

	JsonTokens() {
		this(INITIAL_SIZE);
	}

	/**
	 * Creates tokens with room for some.
	 */
	JsonTokens(int room) {
		this.tokens = new Object[room];
	}

	private JsonTokens(Object[] tokens, int size) {
		this.tokens = tokens;
		this.size = size;
	}

	int size() {
		return this.size;
	}

	Object get(int index) {
		return this.tokens[index];
	}

	/**
	 * Whether there is a name that the value of a pair has.
	 */
	boolean mayHavePairs() {
		return this.pairs;
	}

	/**
	 * Records that a part is missing whose content cannot be compared.
	 */
	void markPartial() {
		this.partial = true;
	}

	boolean isPartial() {
		return this.partial;
	}

	/**
	 * Records that there may be a pair of a name and a value.
	 */
	void markPairs() {
		this.pairs = true;
	}

	/**
	 * Records that these are the arguments of a method.
	 */
	void markArguments() {
		this.arguments = true;
	}

	boolean isArguments() {
		return this.arguments;
	}

	/**
	 * Replaces values by a text.
	 * @param values where values begin and where they end
	 * @param text the text
	 */
	void replace(SortedMap<Integer, Integer> values, String text) {
		if (values.isEmpty()) {
			return;
		}
		JsonTokens kept = new JsonTokens();
		for (int i = 0; i < this.size; i++) {
			Integer end = values.get(i);
			kept.append((end != null) ? text : this.tokens[i]);
			i = (end != null) ? end - 1 : i;
		}
		this.tokens = kept.tokens;
		this.size = kept.size;
	}

	/**
	 * Releases the spare room if it is more than half of all: captured values wait to be
	 * sent.
	 * @return the number of tokens
	 */
	int trim() {
		if (this.tokens.length > INITIAL_SIZE && this.size < this.tokens.length / 2) {
			this.tokens = Arrays.copyOf(this.tokens, this.size);
		}
		return this.size;
	}

	/**
	 * Removes the tokens that were added after the given number.
	 */
	void truncate(int newSize) {
		Arrays.fill(this.tokens, newSize, this.size, null);
		this.size = newSize;
	}

	void name(String name) {
		name(name, Integer.MAX_VALUE);
	}

	void text(String text) {
		append(text);
	}

	/**
	 * Adds a text, or its beginning if it is longer than a limit.
	 * @return how many characters more are held than will be kept
	 */
	int text(String text, int limit) {
		if (text.length() <= limit) {
			append(text);
			return 0;
		}
		return add(CutText.of(text, text.length(), limit));
	}

	/**
	 * Adds the beginning of a text.
	 * @return how many characters more are held than will be kept
	 */
	int beginning(CharSequence beginning, long length, int limit) {
		return (length <= limit) ? text(beginning.toString(), limit) : add(CutText.of(beginning, length, limit));
	}

	/**
	 * Adds what stands for a longer text.
	 * @param whole the hash of all of it
	 * @return how many characters more are held than will be kept
	 */
	int standIn(CharSequence text, long length, int limit, int whole) {
		return add(CutText.of(text, length, limit, whole));
	}

	int name(String name, int limit) {
		append(Mark.NAME);
		this.pairs = this.pairs || SecretPairs.isValue(name);
		return text(name, limit);
	}

	private int add(CutText text) {
		append(text);
		return Math.max(0, text.beginning().length() - text.limit());
	}

	void bool(boolean value) {
		append(value);
	}

	/**
	 * Adds a number of a class of the JDK's that cannot change.
	 */
	void number(Number number) {
		append(number);
	}

	/**
	 * Adds the current token of a JSON parser.
	 */
	void current(JsonParser parser) {
		JsonToken token = parser.currentToken();
		switch (token) {
			case START_OBJECT -> append(Mark.START_OBJECT);
			case END_OBJECT -> append(Mark.END_OBJECT);
			case START_ARRAY -> append(Mark.START_ARRAY);
			case END_ARRAY -> append(Mark.END_ARRAY);
			case PROPERTY_NAME -> name(parser.currentName());
			case VALUE_STRING -> append(parser.getString());
			case VALUE_NUMBER_INT -> append(parser.getNumberValue());
			case VALUE_NUMBER_FLOAT -> append(new Decimal(parser.getString()));
			case VALUE_TRUE -> append(Boolean.TRUE);
			case VALUE_FALSE -> append(Boolean.FALSE);
			case VALUE_NULL -> append(Mark.NULL);
			default -> throw new IllegalStateException("No token of JSON: " + token);
		}
	}

	/**
	 * Writes the value as JSON.
	 */
	void writeTo(Utf8Buffer out) {
		boolean follows = false;
		for (int i = 0; i < this.size; i++) {
			Object token = this.tokens[i];
			boolean ends = token == Mark.END_OBJECT || token == Mark.END_ARRAY;
			if (follows && !ends) {
				out.add(',');
			}
			follows = true;
			if (token instanceof String text) {
				out.quoted(text);
			}
			else if (token == Mark.NAME) {
				i++;
				out.quoted(this.tokens[i].toString());
				out.add(':');
				follows = false;
			}
			else if (token instanceof Mark mark) {
				write(out, mark);
				follows = ends || mark == Mark.NULL;
			}
			else if (token instanceof CutText text) {
				out.quoted(text.toString());
			}
			else if (token instanceof Double || token instanceof Float) {
				write(out, (Number) token);
			}
			else {
				out.text(token.toString());
			}
		}
	}

	/**
	 * Replaces texts, keys and long numbers, each once: a masker may count.
	 * @param replacement what to replace a text by, which is a string or one that was cut
	 * @return these tokens if nothing changes
	 */
	JsonTokens replaceTexts(Function<Object, String> replacement) {
		Object[] replaced = this.tokens;
		for (int i = 0; i < this.size; i++) {
			Object token = this.tokens[i];
			Object text = (token instanceof String || token instanceof CutText) ? token
					: isLong(token) ? token.toString() : null;
			String result = (text != null) ? replacement.apply(text) : null;
			if (result != null && !result.equals(text)) {
				if (replaced == this.tokens) {
					replaced = Arrays.copyOf(this.tokens, this.size);
				}
				replaced[i] = result;
			}
		}
		return (replaced != this.tokens) ? new JsonTokens(replaced, this.size) : this;
	}

	/**
	 * Adds a mark, or a value that is complete.
	 */
	void append(Object token) {
		if (this.size == this.tokens.length) {
			this.tokens = Arrays.copyOf(this.tokens, this.size + (this.size >> 1));
		}
		this.tokens[this.size++] = token;
	}

	private static boolean isLong(Object token) {
		return (token instanceof Long number && Math.abs(number) >= LONG_NUMBER) || token instanceof BigInteger;
	}

	private static void write(Utf8Buffer out, Mark mark) {
		switch (mark) {
			case START_OBJECT -> out.add('{');
			case END_OBJECT -> out.add('}');
			case START_ARRAY -> out.add('[');
			case END_ARRAY -> out.add(']');
			default -> out.text("null");
		}
	}

	/**
	 * JSON has no number that is infinite, nor one that is none.
	 */
	private static void write(Utf8Buffer out, Number fraction) {
		if (Double.isFinite(fraction.doubleValue())) {
			out.text(fraction.toString());
		}
		else {
			out.quoted(fraction.toString());
		}
	}

	/**
	 * The tokens that are not values.
	 */
	enum Mark {

		START_OBJECT, END_OBJECT, START_ARRAY, END_ARRAY, NULL,

		/**
		 * The text that follows is a name.
		 */
		NAME

	}

	/**
	 * A number with a fraction, with the digits that it was written with.
	 */
	private record Decimal(String digits) {

		@Override
		public String toString() {
			return this.digits;
		}

	}

}
