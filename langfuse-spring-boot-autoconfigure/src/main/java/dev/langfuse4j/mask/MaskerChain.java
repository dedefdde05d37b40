/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Maskers in their order. A masker that has triggers is not called for a text without
 * them, and all of them share one pass over the text. Thread-safe as far as the maskers
 * are.
 */
final class MaskerChain {

	private final ContentMasker[] maskers;

	private final int[] triggers;

	private final int anyTrigger;

	MaskerChain(List<? extends ContentMasker> maskers) {
		this.maskers = maskers.stream()
			.flatMap((masker) -> (masker instanceof NamedSecretMasker named) ? named.forms().stream()
					: Stream.of(masker))
			.toArray(ContentMasker[]::new);
		this.triggers = Stream.of(this.maskers).mapToInt(MaskerChain::triggers).toArray();
		this.anyTrigger = IntStream.of(this.triggers).reduce(0, (one, other) -> one | other);
	}

	/**
	 * Masks a text.
	 * @throws IllegalStateException if a masker returns {@code null}
	 */
	String mask(String text) {
		if (text.isEmpty()) {
			return text;
		}
		int traits = TextTraits.of(text);
		if ((traits & this.anyTrigger) == 0) {
			return text;
		}
		String masked = text;
		for (int i = 0; i < this.maskers.length; i++) {
			if ((traits & this.triggers[i]) == 0) {
				continue;
			}
			String before = masked;
			masked = this.maskers[i].mask(before);
			if (masked == null) {
				throw new IllegalStateException(this.maskers[i].getClass().getName() + " returned null");
			}
			if (masked.isEmpty()) {
				return masked;
			}
			if (masked != before) {
				traits = TextTraits.of(masked);
			}
		}
		return masked;
	}

	private static int triggers(ContentMasker masker) {
		return (masker instanceof TriggeredMasker triggered) ? triggered.triggers() : TextTraits.ANY;
	}

}
