/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

import dev.langfuse4j.capture.WellFormed;
import dev.langfuse4j.observation.TraceId;
import org.jspecify.annotations.Nullable;

/**
 * Makes trace and observation ids: lower-case hex, never all zeros.
 */
final class Ids {

	private static final HexFormat HEX = HexFormat.of();

	private static final int TRACE_ID_BYTES = 16;

	/**
	 * The digits of an id of 64 bits.
	 */
	static final int SHORT_LENGTH = 16;

	private Ids() {
	}

	static String randomTraceId() {
		return TraceId.random().text();
	}

	static String randomObservationId() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		long value;
		do {
			value = random.nextLong();
		}
		while (value == 0);
		return HEX.toHexDigits(value);
	}

	/**
	 * The rule of the official SDKs ({@code create_trace_id(seed)}): the first 16 bytes
	 * of the SHA-256 of the seed in UTF-8.
	 */
	static String seededTraceId(String seed) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256")
				.digest(WellFormed.of(seed).getBytes(StandardCharsets.UTF_8));
			return HEX.formatHex(hash, 0, TRACE_ID_BYTES);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	static boolean isTraceId(@Nullable String id) {
		return isHex(id, 2 * TRACE_ID_BYTES);
	}

	static boolean isObservationId(@Nullable String id) {
		return isHex(id, TRACE_ID_BYTES);
	}

	/**
	 * Whether this is how "none" is written.
	 */
	static boolean isZero(String id) {
		return id.chars().allMatch((digit) -> digit == '0');
	}

	/**
	 * Whether this is an id that Langfuse accepts: lower-case hex, not all zeros, which
	 * is "none".
	 */
	private static boolean isHex(@Nullable String id, int length) {
		if (id == null || id.length() != length) {
			return false;
		}
		boolean zero = true;
		for (int i = 0; i < length; i++) {
			char digit = id.charAt(i);
			if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
				return false;
			}
			zero &= digit == '0';
		}
		return !zero;
	}

}
