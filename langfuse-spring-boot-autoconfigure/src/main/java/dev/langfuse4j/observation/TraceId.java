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
 * The ID of a trace. A random one is chosen when it is first asked for, which the export
 * does on its own thread, and nobody does for most traces that are not recorded.
 * Thread-safe, and once chosen, the ID never changes.
 *
 * @since 0.1.0
 */
@Internal
public final class TraceId {

	private static final int DIGITS = 32;

	private static final int LOWER_HALF = 16;

	private long upper;

	private long lower;

	private volatile @Nullable String text;

	private TraceId(@Nullable String text) {
		this.text = text;
	}

	/**
	 * Creates a random id.
	 * @return the id, of which neither the text nor its lower half is all zeros
	 */
	public static TraceId random() {
		return new TraceId(null);
	}

	/**
	 * Returns the id with a text.
	 * @param text 32 lower-case hex digits
	 * @return the id
	 */
	public static TraceId of(String text) {
		return new TraceId(text);
	}

	/**
	 * Returns the lower 64 bits.
	 * @return the bits
	 */
	public synchronized long lower() {
		String known = this.text;
		if (known != null) {
			return Long.parseUnsignedLong(known, LOWER_HALF, known.length(), 16);
		}
		choose();
		return this.lower;
	}

	/**
	 * Returns the text.
	 * @return 32 lower-case hex digits
	 */
	public String text() {
		String known = this.text;
		return (known != null) ? known : firstText();
	}

	private synchronized String firstText() {
		String known = this.text;
		if (known == null) {
			choose();
			HexFormat hex = HexFormat.of();
			StringBuilder digits = new StringBuilder(DIGITS);
			known = digits.append(hex.toHexDigits(this.upper)).append(hex.toHexDigits(this.lower)).toString();
			this.text = known;
		}
		return known;
	}

	private void choose() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		while (this.lower == 0) {
			this.upper = random.nextLong();
			this.lower = random.nextLong();
		}
	}

	@Override
	public String toString() {
		return text();
	}

}
