/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.langfuse4j.capture.WellFormed;

/**
 * Hashes a value that must not be readable. 64 lower-case hex digits.
 */
@FunctionalInterface
interface Digest {

	/**
	 * Hashes values that cannot be guessed.
	 */
	Digest PLAIN = (value) -> hex(() -> MessageDigest.getInstance("SHA-256").digest(bytes(value)));

	String of(String value);

	/**
	 * For values that can be guessed, as long as the salt is a secret.
	 */
	static Digest keyed(String salt) {
		SecretKeySpec key = new SecretKeySpec(bytes(salt), "HmacSHA256");
		return (value) -> hex(() -> {
			Mac mac = Mac.getInstance(key.getAlgorithm());
			mac.init(key);
			return mac.doFinal(bytes(value));
		});
	}

	private static byte[] bytes(String text) {
		return WellFormed.of(text).getBytes(StandardCharsets.UTF_8);
	}

	private static String hex(Computation computation) {
		try {
			return HexFormat.of().formatHex(computation.compute());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/**
	 * A call that declares exceptions it never throws.
	 */
	@FunctionalInterface
	interface Computation {

		byte[] compute() throws GeneralSecurityException;

	}

}
