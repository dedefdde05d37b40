/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Stands for a medium, whose bytes are not content to read.
 */
final class Medium {

	private final String name;

	private final long size;

	private final Supplier<@Nullable Integer> hash;

	/**
	 * Creates a stand-in.
	 * @param name names the medium by its type and size
	 * @param size the number of bytes, zero if they are not there
	 * @param hash reads all bytes, if they are there
	 */
	Medium(String name, long size, Supplier<@Nullable Integer> hash) {
		this.name = name;
		this.size = size;
		this.hash = hash;
	}

	/**
	 * Returns the number of bytes to read for the {@link #hash()}.
	 */
	long size() {
		return this.size;
	}

	/**
	 * Tells the medium from others with the same name.
	 */
	@Nullable Integer hash() {
		return this.hash.get();
	}

	@Override
	public String toString() {
		return this.name;
	}

}
