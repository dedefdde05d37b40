/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The ID of a trace. A random one becomes a text when the text is first asked for, which
 * the export does on its own thread, and nobody does for most traces that are not
 * recorded. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class TraceId {

	private static final int DIGITS = 32;

	private static final int LOWER_HALF = 16;

	private final long upper;

	private final long lower;

	/**
	 * The text, once it is known. Threads that race for it make the same one.
	 */
	private @Nullable String text;

	private TraceId(long upper, long lower, @Nullable String text) {
		this.upper = upper;
		this.lower = lower;
		this.text = text;
	}

	/**
	 * Creates a random id.
	 * @return the id, of which neither the text nor its lower half is all zeros
	 */
	public static TraceId random() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		long lower;
		do {
			lower = random.nextLong();
		}
		while (lower == 0);
		return new TraceId(random.nextLong(), lower, null);
	}

	/**
	 * Returns the id with a text.
	 * @param text 32 lower-case hex digits
	 * @return the id
	 */
	public static TraceId of(String text) {
		return new TraceId(0, 0, text);
	}

	/**
	 * Returns the lower 64 bits.
	 * @return the bits
	 */
	public long lower() {
		String known = this.text;
		return (this.lower != 0 || known == null) ? this.lower
				: Long.parseUnsignedLong(known, LOWER_HALF, known.length(), 16);
	}

	/**
	 * Returns the text.
	 * @return 32 lower-case hex digits
	 */
	public String text() {
		String known = this.text;
		if (known == null) {
			HexFormat hex = HexFormat.of();
			StringBuilder digits = new StringBuilder(DIGITS);
			known = digits.append(hex.toHexDigits(this.upper)).append(hex.toHexDigits(this.lower)).toString();
			this.text = known;
		}
		return known;
	}

	@Override
	public String toString() {
		return text();
	}

}
