/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.math.BigDecimal;
import java.math.BigInteger;

import dev.langfuse4j.capture.JsonTokens.Mark;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one value, and its remaining budget. Texts are kept by reference and are
 * not written as JSON yet.
 */
final class FrozenTokens {

	static final String MORE = "…";

	/**
	 * Stands for a value that only Jackson can write, so that nothing of it can be kept.
	 */
	static final String TOO_LARGE = Marker.NOT_CAPTURED + "too large";

	/**
	 * The cost of a token beside its text, so that endless small elements exhaust the
	 * budget, too.
	 */
	private static final int TOKEN_COST = 3;

	private static final int SHORT_NAME = 200;

	/**
	 * The approximate cost of a number.
	 */
	private static final int NUMBER_COST = 10;

	/**
	 * The largest integer that every reader of JSON keeps exactly (RFC 8259, section 6).
	 */
	private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

	/**
	 * The characters and bytes that are read only to tell a value from others: a few
	 * milliseconds.
	 */
	static final int MAX_READ = 1 << 23;

	private final int maxTextLength;

	private final boolean comparable;

	private int budget;

	private final JsonTokens tokens;

	private final @Nullable ExpectedSize expected;

	private int used;

	/**
	 * The characters that are held only until the text has been masked.
	 */
	private int surplus;

	private long read;

	/**
	 * Creates empty tokens.
	 * @param comparable whether texts that are not kept as a whole can be compared
	 * @param expected the usual number of tokens, or {@code null} if it is not known
	 */
	FrozenTokens(int maxTextLength, int budget, boolean comparable, @Nullable ExpectedSize expected) {
		this.tokens = new JsonTokens((expected != null) ? expected.tokens() : JsonTokens.INITIAL_SIZE);
		this.expected = expected;
		this.maxTextLength = maxTextLength;
		this.budget = budget;
		this.comparable = comparable;
	}

	CapturedContent content(Redactions redactions) {
		if (this.expected != null) {
			this.expected.found(this.tokens.trim());
		}
		if (this.tokens.mayHavePairs() && redactions.hasNames()) {
			SecretPairs.redact(this.tokens, redactions);
		}
		return CapturedContent.json(this.tokens, this.used, this.surplus);
	}

	/**
	 * Sets what may still be used.
	 */
	void left(int characters) {
		this.budget = this.used + Math.max(0, characters);
	}

	/**
	 * Number of characters that were taken so far, including the equivalents of other
	 * tokens.
	 */
	int used() {
		return this.used;
	}

	/**
	 * Allows no more than some characters from now on.
	 * @return the budget until now, to go back to by {@link #widen}
	 */
	int narrow(int characters) {
		int before = this.budget;
		this.budget = this.used + Math.min(left(), characters);
		return before;
	}

	void widen(int budget) {
		this.budget = budget;
	}

	int left() {
		return Math.max(0, this.budget - this.used);
	}

	boolean isExhausted() {
		return this.used >= this.budget;
	}

	void startObject() {
		this.tokens.append(Mark.START_OBJECT);
	}

	/**
	 * Begins the arguments of a method.
	 * @param pairs whether one of them may be the value of a pair
	 */
	void startArguments(boolean pairs) {
		if (this.comparable) {
			this.tokens.markArguments();
		}
		if (pairs) {
			this.tokens.markPairs();
		}
		this.tokens.append(Mark.START_OBJECT);
	}

	void endObject() {
		this.tokens.append(Mark.END_OBJECT);
	}

	void startArray() {
		this.tokens.append(Mark.START_ARRAY);
	}

	void endArray() {
		this.tokens.append(Mark.END_ARRAY);
	}

	/**
	 * Counts a value that is about to be written.
	 */
	void countValue() {
		this.used += TOKEN_COST;
	}

	void nothing() {
		this.tokens.append(Mark.NULL);
	}

	void bool(boolean value) {
		this.tokens.bool(value);
	}

	/**
	 * Writes one of the JDK's numbers.
	 * @return whether it is one
	 */
	boolean number(Number number) {
		Class<?> type = number.getClass();
		if (type == Integer.class || type == Short.class || type == Byte.class) {
			this.tokens.number(number);
		}
		else if (type == Long.class) {
			integer(number, number.longValue());
		}
		else if (type == Double.class || type == Float.class) {
			decimal(number);
		}
		else if (type == BigInteger.class && ((BigInteger) number).bitLength() < Long.SIZE) {
			integer(number, number.longValue());
		}
		else if (type == BigInteger.class || type == BigDecimal.class) {
			// Its text keeps the digits that a reader's double would lose
			text(number.toString());
		}
		else {
			return false;
		}
		this.used += NUMBER_COST;
		return true;
	}

	private void integer(Number number, long value) {
		if (value >= -MAX_SAFE_INTEGER && value <= MAX_SAFE_INTEGER) {
			this.tokens.number((number instanceof Long) ? number : value);
		}
		else {
			text(Long.toString(value));
		}
	}

	private void decimal(Number number) {
		if (!Double.isFinite(number.doubleValue())) {
			text(number.toString());
		}
		else {
			this.tokens.number(number);
		}
	}

	void text(String text) {
		int limit = Math.min(this.maxTextLength, left());
		BoundedText named = DataUris.name(text, limit);
		boolean whole = named == null && text.length() <= limit;
		if (!whole && mayRead(text.length())) {
			standIn((named != null) ? named.toString() : text, (named != null) ? named.length() : text.length(), limit,
					text.hashCode());
		}
		else if (named != null) {
			this.tokens.markPartial();
			text(named);
		}
		else {
			this.surplus += this.tokens.text(text, limit);
			this.used += Math.min(text.length(), limit);
		}
	}

	private void standIn(CharSequence text, long length, int limit, int whole) {
		this.surplus += this.tokens.standIn(text, length, limit, whole);
		this.used += (int) Math.min(length, limit);
	}

	/**
	 * Names a medium.
	 */
	void medium(Medium medium) {
		Integer bytes = mayRead(medium.size()) ? medium.hash() : null;
		String name = medium.toString();
		if (bytes != null) {
			standIn(name, name.length(), Math.min(this.maxTextLength, left()), bytes);
		}
		else {
			this.tokens.markPartial();
			text(name);
		}
	}

	/**
	 * Whether something may be read to its end although it is not kept.
	 */
	private boolean mayRead(long length) {
		this.read += length;
		return this.comparable && this.read <= MAX_READ;
	}

	void text(BoundedText text) {
		int limit = Math.min(this.maxTextLength, left());
		this.surplus += text.writeTo(this.tokens, limit);
		this.used += (int) Math.min(text.length(), limit);
	}

	/**
	 * Writes the beginning of a text.
	 * @param length how long it is
	 */
	void beginning(CharSequence beginning, long length) {
		int limit = Math.min(this.maxTextLength, left());
		this.surplus += this.tokens.beginning(beginning, length, limit);
		this.used += (int) Math.min(length, limit);
	}

	/**
	 * Writes a name that {@link ArgumentNames} has looked at.
	 */
	void parameter(String name) {
		if (name.length() <= Math.min(this.maxTextLength, SHORT_NAME)) {
			this.tokens.append(Mark.NAME);
			this.tokens.append(name);
			this.used += name.length() + TOKEN_COST;
		}
		else {
			name(name);
		}
	}

	void name(String name) {
		// Names of properties stay whole where there is room for little else
		int limit = Math.min(this.maxTextLength, Math.max(SHORT_NAME, left()));
		this.surplus += this.tokens.name(name, limit);
		this.used += Math.min(name.length(), limit) + TOKEN_COST;
	}

	/**
	 * Writes a marker in place of a value.
	 */
	void marker(String what) {
		this.tokens.markPartial();
		String marker = "<" + what + ">";
		this.tokens.text(marker);
		this.used += marker.length();
	}

	/**
	 * Says how much of a collection is missing, as its last element.
	 */
	void more(String howMuch) {
		this.tokens.markPartial();
		this.tokens.text(MORE + howMuch);
	}

	/**
	 * Says how much of an object is missing, as its last property.
	 */
	void moreProperties(String howMuch) {
		this.tokens.markPartial();
		this.tokens.name(MORE);
		this.tokens.text(howMuch);
	}

	/**
	 * Copies JSON that was written within the remaining budget.
	 */
	void json(JacksonValues jackson, String json, boolean inner) {
		jackson.copy(json, this.tokens, inner, this.maxTextLength);
		this.used += json.length();
	}

	/**
	 * Writes a marker for a value that is larger than the remaining budget, and uses up
	 * the budget.
	 */
	void tooLarge() {
		marker(TOO_LARGE);
		this.used = Math.max(this.used, this.budget);
	}

}
