/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.util.function.LongSupplier;

import dev.langfuse4j.export.Compression;

/**
 * Decides which requests leave uncompressed. With {@link Compression#AUTO}, a request
 * leaves uncompressed only if it is sent soon while another full batch waits to be
 * encoded: then the encoder limits the delivery, not the connection. It is compressed
 * nevertheless if the last delivered request was transferred at less than 4 MB/s, or if
 * the server has refused an uncompressed request as too large. Used by the export thread
 * only.
 */
final class CompressionRule {

	/**
	 * Minimum rate of the last delivered request, in bytes per second. It includes the
	 * time of the server, so that a slow server gets compressed requests, too.
	 */
	static final long MIN_RATE = 4_000_000;

	private final Compression compression;

	private final LongSupplier rate;

	private boolean refused;

	/**
	 * Creates a rule.
	 * @param compression the setting
	 * @param rate the bytes per second of the last delivered request, 0 if unknown
	 */
	CompressionRule(Compression compression, LongSupplier rate) {
		this.compression = compression;
		this.rate = rate;
	}

	/**
	 * Returns how many of the next requests are not compressed. Requests beyond those
	 * that are sent soon are compressed in any case, because they wait in memory.
	 * @param soon the number of requests that would be sent at once, or next
	 * @param behind whether another full batch waits to be encoded
	 */
	int uncompressed(int soon, boolean behind) {
		return switch (this.compression) {
			case GZIP -> 0;
			case NONE -> soon;
			case AUTO -> (behind && !this.refused && this.rate.getAsLong() >= MIN_RATE) ? soon : 0;
		};
	}

	/**
	 * Records that the server refused an uncompressed request as too large.
	 */
	void refused() {
		this.refused = true;
	}

}
