/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A captured value: a text, or a JSON value that is kept as tokens until it is written.
 * Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class CapturedContent {

	private final @Nullable String text;

	private final @Nullable CutText cut;

	private final @Nullable JsonTokens tokens;

	private final int length;

	private final int surplus;

	private CapturedContent(@Nullable String text, @Nullable CutText cut, @Nullable JsonTokens tokens, int length,
			int surplus) {
		this.text = text;
		this.cut = cut;
		this.tokens = tokens;
		this.length = length;
		this.surplus = surplus;
	}

	/**
	 * A text, which stays as it is: it is not quoted on the wire.
	 * @param text the text
	 * @return the content
	 */
	public static CapturedContent text(String text) {
		return new CapturedContent(text, null, null, text.length(), 0);
	}

	/**
	 * A text of which no more than its beginning is kept, and whose media are named.
	 * @param text the text
	 * @param limit the characters to keep
	 */
	static CapturedContent text(String text, int limit) {
		BoundedText named = DataUris.name(text, limit);
		return (named != null) ? named.content(limit) : beginning(text, text.length(), limit);
	}

	/**
	 * Creates content from the beginning of a text. Media in it are replaced by a
	 * description, and it can be distinguished from other texts with the same beginning.
	 * @param text the text
	 * @param limit the characters to keep
	 */
	static CapturedContent comparable(String text, int limit) {
		BoundedText named = DataUris.name(text, limit);
		if (named == null && text.length() <= limit) {
			return text(text);
		}
		CharSequence shown = (named != null) ? named.toString() : text;
		long length = (named != null) ? named.length() : text.length();
		CutText cut = (text.length() <= FrozenTokens.MAX_READ) ? CutText.of(shown, length, limit, text.hashCode())
				: CutText.of(shown, length, limit);
		return cut(cut, (int) Math.min(length, Math.max(0, limit)));
	}

	/**
	 * Creates content from the beginning of a text.
	 * @param beginning the available part
	 * @param length the length of the text
	 * @param limit the characters to keep
	 */
	static CapturedContent beginning(CharSequence beginning, long length, int limit) {
		if (length <= limit) {
			return text(beginning.toString());
		}
		return cut(CutText.of(beginning, length, limit), Math.max(0, limit));
	}

	private static CapturedContent cut(CutText cut, int kept) {
		return new CapturedContent(null, cut, null, kept, Math.max(0, cut.beginning().length() - kept));
	}

	static CapturedContent json(JsonTokens tokens, int length, int surplus) {
		return new CapturedContent(null, null, tokens, length, surplus);
	}

	/**
	 * Stands for a value that finds no room.
	 * @return the content
	 */
	public static CapturedContent tooLarge() {
		return text("<not captured: too large>");
	}

	/**
	 * Whether this is the beginning of a text, of which the rest is not known.
	 * @return whether the last cut is still to come
	 */
	public boolean isCut() {
		return this.cut != null;
	}

	/**
	 * Adds all of it to a digest.
	 */
	void addTo(ContentDigest digest) {
		if (this.tokens != null) {
			digest.add(this.tokens);
		}
		else {
			digest.addToken((this.cut != null) ? this.cut : String.valueOf(this.text));
		}
	}

	/**
	 * Whether this is what a method was called with, of which that is remembered.
	 */
	boolean isArguments() {
		return this.tokens != null && this.tokens.isArguments();
	}

	/**
	 * About how many characters are recorded of this content.
	 * @return the length in characters
	 */
	public int length() {
		return this.length;
	}

	/**
	 * Returns the approximate number of characters that this content holds in memory.
	 * Until it has been masked, this includes the characters beyond its end that a masker
	 * needs.
	 * @return the weight in characters
	 */
	public int weight() {
		return this.length + this.surplus;
	}

	/**
	 * Returns the text that a server receives: the text itself, or JSON.
	 * @return the text
	 */
	public String asText() {
		if (this.tokens == null) {
			return (this.cut != null) ? this.cut.toString() : String.valueOf(this.text);
		}
		Utf8Buffer buffer = new Utf8Buffer(this.length + 16);
		this.tokens.writeTo(buffer);
		return buffer.toString();
	}

	/**
	 * The text, if this is one, rather than a JSON value.
	 * @return the text, or {@code null}
	 */
	public @Nullable String text() {
		return (this.tokens == null) ? asText() : null;
	}

	/**
	 * Writes the JSON of a value that is not a text.
	 * @param writer where to
	 */
	public void writeJson(Writer writer) {
		if (this.tokens != null) {
			try {
				writer.write(asText());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	/**
	 * Writes the text that a server receives: the text itself, or JSON.
	 * @param out where to
	 */
	void writeTo(Utf8Buffer out) {
		if (this.tokens != null) {
			this.tokens.writeTo(out);
		}
		else {
			out.text(asText());
		}
	}

	/**
	 * The beginning of this content as text, and how much is missing.
	 * @param limit the characters to keep
	 * @return a shorter content, or this one if it is short enough
	 */
	public CapturedContent truncate(int limit) {
		String full = asText();
		return (full.length() <= limit) ? this : text(TextLimit.cut(full, limit));
	}

	/**
	 * This content with all its texts, those of keys too, and its long numbers replaced,
	 * made {@linkplain WellFormed well-formed} and then cut.
	 * @param limit the characters kept of each text
	 * @param replacement what to replace a text by; the same instance to leave it
	 * @return this content if nothing changes
	 */
	public CapturedContent replaceTexts(int limit, UnaryOperator<String> replacement) {
		UnaryOperator<String> replaceable = (text) -> text.isEmpty() ? text : replacement.apply(text);
		UnaryOperator<String> whole = (text) -> WellFormed.of(replaceable.apply(text));
		if (this.cut != null) {
			return text(this.cut.finish(whole, limit));
		}
		if (this.text != null) {
			String replaced = TextLimit.cut(whole.apply(this.text), limit);
			return replaced.equals(this.text) ? this : text(replaced);
		}
		if (this.tokens == null) {
			return this;
		}
		// Utf8Buffer, the only reader of tokens, writes well-formed text in any case
		JsonTokens replaced = this.tokens.replaceTexts((text) -> (text instanceof CutText beginning)
				? beginning.finish(whole, limit) : TextLimit.cut(replaceable.apply((String) text), limit));
		return (replaced != this.tokens) ? json(replaced, this.length, 0) : this;
	}

	/**
	 * Names the length only: content does not belong in a log.
	 */
	@Override
	public String toString() {
		return "CapturedContent[" + this.length + " characters]";
	}

}
