/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Validates scores by the rules of a Langfuse server. It says nothing about most of what
 * it drops, so all that can be known is checked before.
 *
 * @since 0.1.0
 */
@Internal
public final class ScoreRules {

	/**
	 * The characters that a text may have.
	 */
	public static final int MAX_TEXT = 500;

	/**
	 * The name under which Langfuse stores corrections.
	 */
	static final String CORRECTION = "output";

	private static final int MAX_ID = 800;

	private static final int MAX_SESSION = 200;

	private static final int DERIVED_BYTES = 16;

	private static final Pattern ENVIRONMENT = Pattern.compile("(?!langfuse)[a-z0-9_-]{1,40}");

	/**
	 * The trace ids that Langfuse's samplers know, those of OpenTelemetry.
	 */
	private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");

	private ScoreRules() {
	}

	static void checkText(String name, @Nullable String text) {
		Assert.isTrue(StringUtils.hasText(text),
				() -> "The text of score '" + name + "' must not be empty: do not create a score without a result");
		Assert.isTrue(text.length() <= MAX_TEXT, () -> "The text of score '" + name + "' has " + text.length()
				+ " characters, but Langfuse accepts " + MAX_TEXT + " at most: shorten it, or use a comment");
	}

	static void checkCorrection(@Nullable String output) {
		Assert.isTrue(StringUtils.hasText(output),
				"A correction must not be empty: set it to the output that would have been right");
	}

	static void checkId(@Nullable String id) {
		Assert.isTrue(StringUtils.hasText(id), "The ID of a score must not be empty: remove id(…) to create a new ID");
		Assert.isTrue(id.length() <= MAX_ID && id.chars().noneMatch(Character::isISOControl),
				"The ID of a score has at most " + MAX_ID
						+ " characters and no control characters: use a hash of a longer text");
	}

	static void checkTarget(String what, String id) {
		Assert.isTrue(StringUtils.hasText(id),
				() -> "The ID of a scored " + what + " must not be empty: pass null if there is nothing to score");
	}

	static void checkSession(String sessionId) {
		checkTarget("session", sessionId);
		Assert.isTrue(sessionId.length() <= MAX_SESSION, "The ID of a session has at most " + MAX_SESSION
				+ " characters: observations with a longer one have no session");
	}

	static void checkEnvironment(String environment) {
		Assert.isTrue(ENVIRONMENT.matcher(environment).matches(),
				"The environment of a score must have at most 40 lower-case letters, digits, '-' "
						+ "and '_' and must not begin with 'langfuse'");
	}

	static boolean isSampled(String traceId) {
		return TRACE_ID.matcher(traceId).matches();
	}

	static String randomId() {
		return UUID.randomUUID().toString();
	}

	/**
	 * The id of the only score of a name on a target.
	 * @param name the name of the score
	 * @param target by what the target is told from others
	 * @return 32 lower-case hex digits
	 */
	public static String derivedId(String name, String target) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256")
				.digest((name + "\n" + target).getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest, 0, DERIVED_BYTES);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
