/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import dev.langfuse4j.capture.JsonTokens.Mark;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.mask.Redaction;
import org.jspecify.annotations.Nullable;

/**
 * A digest of captured values, by which two of them can be compared although neither is
 * kept. It is computed before they are masked. Not thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ContentDigest {

	private static final String NOT_CAPTURED = "<" + Marker.NOT_CAPTURED;

	private final MessageDigest digest;

	private boolean whole = true;

	/**
	 * Creates an empty digest.
	 */
	public ContentDigest() {
		try {
			this.digest = MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("The virtual machine has no SHA-256", ex);
		}
	}

	/**
	 * Adds a text.
	 * @param text the text, may be {@code null}
	 */
	public void add(@Nullable String text) {
		if (text != null) {
			addText(text);
		}
		else {
			addKind('-');
		}
	}

	/**
	 * Adds a content.
	 * @param content the content, may be {@code null}
	 */
	public void add(@Nullable CapturedContent content) {
		if (content != null) {
			content.addTo(this);
		}
		else {
			addKind('-');
		}
	}

	/**
	 * Adds an input. Arguments say nothing without the method that was called with them.
	 * @param input the input
	 * @param name the name of the observation
	 */
	public void addInput(CapturedContent input, String name) {
		add(input.isArguments() ? name : null);
		add(input);
	}

	/**
	 * Returns the digest and resets it.
	 * @return the bytes, or {@code null} if a part of the added values is unknown
	 */
	public byte @Nullable [] finish() {
		byte[] bytes = this.digest.digest();
		boolean known = this.whole;
		this.whole = true;
		return known ? bytes : null;
	}

	void add(JsonTokens tokens) {
		this.whole &= !tokens.isPartial();
		for (int i = 0; this.whole && i < tokens.size(); i++) {
			addToken(tokens.get(i));
		}
	}

	void addToken(Object token) {
		if (token instanceof String text) {
			// Written by nobody but this room, hence the same instance
			this.whole &= token != Redaction.MARKER && !text.startsWith(NOT_CAPTURED);
			addText(text);
		}
		else if (token instanceof Mark mark) {
			addKind((char) ('A' + mark.ordinal()));
		}
		else if (token instanceof CutText cut) {
			addText(cut.beginning());
			this.whole &= cut.whole() != null;
			addKind('c');
			addText(cut.missing() + " " + cut.whole());
		}
		else {
			addKind('v');
			addText(token.toString());
		}
	}

	private void addText(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		addKind('t');
		for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
			this.digest.update((byte) (bytes.length >>> shift));
		}
		this.digest.update(bytes);
	}

	private void addKind(char kind) {
		this.digest.update((byte) kind);
	}

}
