/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * The beginning of a text that is longer than the limit, with the additional characters
 * for maskers. The number of missing characters is stored beside the text, because the
 * text itself may contain anything.
 *
 * @param beginning the part that the first cut left
 * @param missing the number of characters that it removed
 * @param limit the characters that are kept in the end
 * @param whole the hash of the whole text, if it is to be told from others
 */
record CutText(String beginning, long missing, int limit, @Nullable Integer whole) {

	/**
	 * The first cut.
	 * @param text the text, or as much of it as is at hand
	 * @param length the length of the whole text
	 * @param limit the characters that are kept in the end, fewer than that
	 */
	static CutText of(CharSequence text, long length, int limit) {
		String beginning = TextLimit.precut(text, length, limit);
		return new CutText(beginning, length - beginning.length(), limit, null);
	}

	/**
	 * Creates a stand-in for a longer text that can be distinguished from others with the
	 * same beginning.
	 * @param text what stands for it
	 * @param length how long that is
	 * @param limit the characters that are kept in the end
	 * @param whole the hash of all of it
	 */
	static CutText of(CharSequence text, long length, int limit, int whole) {
		CutText cut = of(text, length, limit);
		return new CutText(cut.beginning, cut.missing, (length <= limit) ? Integer.MAX_VALUE : limit, whole);
	}

	/**
	 * The last cut.
	 * @param replacement what masks the text
	 * @param maxLength the characters that are kept of any text
	 */
	String finish(UnaryOperator<String> replacement, int maxLength) {
		String masked = replacement.apply(this.beginning);
		int end = Math.min(this.limit, maxLength);
		return (this.missing == 0) ? TextLimit.cut(masked, end) : TextLimit.shortened(masked,
				TextLimit.end(this.beginning, false, masked, end), masked.length() + this.missing);
	}

	/**
	 * Returns the part of the text that was kept.
	 */
	@Override
	public String toString() {
		return finish(UnaryOperator.identity(), this.limit);
	}

}
