/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

import java.util.Map;

import dev.langfuse4j.logging.LogOnce;

/**
 * Keys of metadata that servers would read as something else, or lose. They are sent with
 * {@value #SUFFIX} appended.
 */
final class MetadataKeys {

	private static final String SUFFIX = "_";

	private static final String LOST = "loses this key";

	private static final Map<String, String> RESERVED = Map.of("langfuse_user_id", "reads it as the user",
			"langfuse_session_id", "reads it as the session", "langfuse_tags", "reads it as tags", "__proto__", LOST,
			"", LOST, "scope", LOST, "resourceAttributes", LOST);

	private static final LogOnce logger = LogOnce.shared(MetadataKeys.class);

	private MetadataKeys() {
	}

	/**
	 * The key as it is sent: never that of another entry.
	 */
	static String sent(String key, Map<String, ?> metadata) {
		String reason = RESERVED.get(key);
		if (reason == null) {
			return key;
		}
		String renamed = key + SUFFIX;
		while (metadata.containsKey(renamed)) {
			renamed += SUFFIX;
		}
		logger.warn(key, () -> "Langfuse: metadata key '" + key + "' is sent as '" + key + SUFFIX
				+ "', because a Langfuse server " + reason);
		return renamed;
	}

}
