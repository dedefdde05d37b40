/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

/**
 * The key pair of a Langfuse project.
 *
 * @param publicKey the public key, {@code pk-lf-…}
 * @param secretKey the secret key, {@code sk-lf-…}
 * @since 0.1.0
 */
public record Credentials(String publicKey, String secretKey) {

	private static final int PREFIX = 10;

	/**
	 * The beginning of the public key, by which its owner recognizes it.
	 * @return at most ten characters, then an ellipsis
	 */
	public String keyPrefix() {
		return this.publicKey.substring(0, Math.min(PREFIX, this.publicKey.length() / 2)) + "…";
	}

	/**
	 * Shows the beginning of the public key and nothing of the secret one.
	 */
	@Override
	public String toString() {
		return "Credentials[" + keyPrefix() + "]";
	}

}
