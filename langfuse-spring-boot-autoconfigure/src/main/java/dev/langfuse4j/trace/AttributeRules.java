/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.capture.WellFormed;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.Names;
import dev.langfuse4j.observation.TraceAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Keeps attributes within the limits of a Langfuse server. A cut ID would be that of
 * another user or session, so it is not sent. Other texts are shortened.
 */
final class AttributeRules {

	private static final int MAX_LENGTH = 200;

	private static final int MAX_COUNT = TraceAttributes.MAX_COUNT;

	private static final Pattern ENVIRONMENT = Pattern.compile("(?!langfuse)[a-z0-9_-]{1,40}");

	private static final LogOnce logger = LogOnce.shared(AttributeRules.class);

	private AttributeRules() {
	}

	static TraceAttributes apply(TraceAttributes attributes, ContentCapture capture) {
		if (attributes == TraceAttributes.NONE) {
			return attributes;
		}
		return new TraceAttributes(id("user id", attributes.userId()), id("session id", attributes.sessionId()),
				id("conversation id", attributes.conversationId()), text(attributes.name()), tags(attributes.tags()),
				metadata(attributes.metadata(), capture), text(attributes.version()),
				environment(attributes.environment()), attributes.isPublic())
			.withExperiment(attributes.experiment());
	}

	private static @Nullable String id(String what, @Nullable String id) {
		return (id != null && isValid(what, id.length() <= MAX_LENGTH)) ? WellFormed.of(id) : null;
	}

	/**
	 * The end of a text is cut when it has been masked.
	 */
	private static @Nullable String text(@Nullable String text) {
		return (text != null) ? wellFormed(text) : null;
	}

	private static Set<String> tags(Set<String> tags) {
		if (tags.isEmpty()) {
			return tags;
		}
		Set<String> valid = new LinkedHashSet<>();
		for (String tag : tags) {
			if (isValid("tag", tag.length() <= MAX_LENGTH && valid.size() < MAX_COUNT)) {
				valid.add(WellFormed.of(tag));
			}
		}
		return valid;
	}

	/**
	 * Metadata is content, with what that means for switches and secrets.
	 */
	private static Map<String, String> metadata(Map<String, String> metadata, ContentCapture capture) {
		if (metadata.isEmpty() || !capture.settings().switches().metadata()) {
			return Map.of();
		}
		Map<String, String> valid = new LinkedHashMap<>();
		metadata.forEach((key, value) -> {
			String text = capture.text(key, value);
			if (text != null && isValid("metadata", valid.size() < MAX_COUNT)) {
				valid.put(wellFormed(key), wellFormed(text));
			}
		});
		return valid;
	}

	/**
	 * Here already, as these are compared, hashed and handed to other services.
	 */
	private static String wellFormed(String text) {
		return WellFormed.of(Names.precut(text));
	}

	private static @Nullable String environment(@Nullable String environment) {
		return (environment == null || isValid("environment", ENVIRONMENT.matcher(environment).matches())) ? environment
				: null;
	}

	private static boolean isValid(String what, boolean valid) {
		if (!valid) {
			logger.warn(what,
					() -> "A trace's " + what + " is not sent: IDs and tags have at most " + MAX_LENGTH
							+ " characters, there are at most " + MAX_COUNT
							+ " tags and metadata keys, and an environment has at most 40 lower-case letters, "
							+ "digits, '-' and '_' and does not begin with 'langfuse'");
		}
		return valid;
	}

}
