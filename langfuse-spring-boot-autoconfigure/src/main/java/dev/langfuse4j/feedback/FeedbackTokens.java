/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.feedback;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Signs the target of feedback with an expiry time, and verifies such tokens.
 * Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class FeedbackTokens {

	private static final String ALGORITHM = "HmacSHA256";

	/**
	 * Separates tokens from other signatures with the same secret.
	 */
	private static final String PURPOSE = "langfuse-feedback-1.";

	private static final int MAX_LENGTH = 1_000;

	private static final int PARTS = 6;

	private static final Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();

	private static final Base64.Decoder decoder = Base64.getUrlDecoder();

	private final List<Key> keys;

	private final Duration validity;

	private final Clock clock;

	/**
	 * Creates tokens.
	 * @param secrets the secret that signs, then former ones whose tokens are accepted
	 * @param validity how long a token is accepted
	 * @param clock tells the time
	 */
	public FeedbackTokens(List<String> secrets, Duration validity, Clock clock) {
		Assert.notEmpty(secrets, "'secrets' must not be empty");
		this.keys = secrets.stream()
			.<Key>map((secret) -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM))
			.toList();
		this.validity = validity;
		this.clock = clock;
	}

	String sign(FeedbackTarget target) {
		// Two users that ask in the same second have two tokens, and two votes
		long nonce = ThreadLocalRandom.current().nextLong();
		long expiry = this.clock.instant().plus(this.validity).getEpochSecond();
		String payload = String.join("\n", orEmpty(target.project()), target.traceId(), orEmpty(target.observationId()),
				orEmpty(target.environment()), Long.toString(expiry), Long.toHexString(nonce));
		String encoded = encoder.encodeToString(payload.getBytes(StandardCharsets.UTF_8));
		return encoded + "." + encoder.encodeToString(sign(encoded, this.keys.get(0)));
	}

	/**
	 * Returns the target that a token was signed for.
	 * @throws InvalidFeedbackException if it was not signed here, or has expired
	 */
	FeedbackTarget verify(String token) {
		int dot = token.indexOf('.');
		if (dot < 0 || token.length() > MAX_LENGTH || !isSigned(token.substring(0, dot), token.substring(dot + 1))) {
			throw new InvalidFeedbackException("token", "is not valid");
		}
		String payload = new String(decoder.decode(token.substring(0, dot)), StandardCharsets.UTF_8);
		String[] parts = payload.split("\n", -1);
		if (parts.length != PARTS) {
			throw new InvalidFeedbackException("token", "is not valid");
		}
		if (this.clock.instant().getEpochSecond() >= Long.parseLong(parts[4])) {
			throw new InvalidFeedbackException("token", "has expired");
		}
		return new FeedbackTarget(orNull(parts[0]), parts[1], orNull(parts[2]), orNull(parts[3]));
	}

	private boolean isSigned(String encoded, String signature) {
		byte[] given;
		try {
			given = decoder.decode(signature);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
		boolean signed = false;
		for (Key key : this.keys) {
			// Compares all bytes and all keys, whichever differs first
			signed |= MessageDigest.isEqual(sign(encoded, key), given);
		}
		return signed;
	}

	private static byte[] sign(String encoded, Key key) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(key);
			return mac.doFinal((PURPOSE + encoded).getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The virtual machine has no " + ALGORITHM, ex);
		}
	}

	private static String orEmpty(@Nullable String text) {
		Assert.isTrue(text == null || text.indexOf('\n') < 0, "A token cannot hold line breaks");
		return (text != null) ? text : "";
	}

	private static @Nullable String orNull(String text) {
		return text.isEmpty() ? null : text;
	}

}
