/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.LogOnce;

import org.springframework.util.function.SingletonSupplier;

/**
 * All maskers, one after the other. Fails closed: where one fails, nothing of the text is
 * left. Thread-safe as far as the maskers are.
 *
 * @since 0.1.0
 */
@Internal
public final class Maskers {

	/**
	 * Stands for a text that could not be masked.
	 */
	public static final String FAILED = "<masking failed>";

	private final LogOnce logger = new LogOnce(Maskers.class);

	private final SingletonSupplier<List<ContentMasker>> own;

	private final SingletonSupplier<MaskerChain> maskers;

	private final LongAdder failures = new LongAdder();

	/**
	 * Creates the chain.
	 * @param maskers the maskers of the application in their order, asked for at the
	 * first text
	 */
	public Maskers(Supplier<List<ContentMasker>> maskers) {
		this(List::of, maskers);
	}

	/**
	 * Creates the chain.
	 * @param builtIn the maskers that run first, created for the first text
	 * @param own the maskers of the application in their order, asked for at the first
	 * text
	 */
	public Maskers(Supplier<List<ContentMasker>> builtIn, Supplier<List<ContentMasker>> own) {
		SingletonSupplier<List<ContentMasker>> resolved = SingletonSupplier.of(own);
		this.own = resolved;
		this.maskers = SingletonSupplier
			.of(() -> new MaskerChain(Stream.concat(builtIn.get().stream(), resolved.obtain().stream()).toList()));
	}

	/**
	 * Maskers that exist already.
	 * @param maskers the maskers
	 * @return the chain
	 */
	public static Maskers of(ContentMasker... maskers) {
		return new Maskers(() -> List.of(maskers));
	}

	/**
	 * Resolves the maskers of the application while it can create them. The others
	 * compile their patterns on the thread that masks the first text.
	 */
	public void prepare() {
		this.own.obtain();
	}

	/**
	 * Masks a text. Never throws.
	 * @param text the text
	 * @return the masked text
	 */
	public String mask(String text) {
		try {
			return this.maskers.obtain().mask(text);
		}
		catch (Throwable ex) {
			this.failures.increment();
			this.logger.warn(ex.getClass(),
					() -> "A text could not be masked and is not sent: " + ex.getClass().getName());
			return FAILED;
		}
	}

	/**
	 * Returns the number of texts that could not be masked.
	 * @return the count
	 */
	public long failures() {
		return this.failures.sum();
	}

}
