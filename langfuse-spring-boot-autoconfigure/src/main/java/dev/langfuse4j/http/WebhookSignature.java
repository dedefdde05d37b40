/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Checks the signature of a request that Langfuse sends. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class WebhookSignature {

	/**
	 * The header with the signature.
	 */
	public static final String HEADER = "x-langfuse-signature";

	/**
	 * Maximum age of a signature, and maximum distance of its maker's clock into the
	 * future.
	 */
	public static final Duration MAX_AGE = Duration.ofMinutes(5);

	private static final Pattern FORM = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-f]{64})");

	private static final String ALGORITHM = "HmacSHA256";

	private final String secret;

	private final Clock clock;

	/**
	 * Creates a check.
	 * @param secret the secret that Langfuse shows
	 * @param clock tells the age of signatures
	 */
	public WebhookSignature(String secret, Clock clock) {
		this.secret = secret;
		this.clock = clock;
	}

	/**
	 * Checks a signature.
	 * @param signature the header {@value #HEADER}, if there is one
	 * @param body the body as it came
	 * @return whether the body was signed with the secret, and recently
	 */
	public boolean isValid(@Nullable String signature, byte[] body) {
		Matcher header = FORM.matcher((signature != null) ? signature : "");
		if (!header.matches()) {
			return false;
		}
		long age = this.clock.instant().getEpochSecond() - Long.parseLong(header.group(1));
		boolean recent = Math.abs(age) <= MAX_AGE.toSeconds();
		byte[] expected = sign(header.group(1), body);
		// Compares all bytes, whichever differs first
		return MessageDigest.isEqual(expected, HexFormat.of().parseHex(header.group(2))) && recent;
	}

	private byte[] sign(String time, byte[] body) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(this.secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
			mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
			return mac.doFinal(body);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The virtual machine has no " + ALGORITHM, ex);
		}
	}

}
