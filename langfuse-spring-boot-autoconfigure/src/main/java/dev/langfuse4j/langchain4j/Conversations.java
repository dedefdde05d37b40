/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.Names;
import dev.langfuse4j.observation.TraceAttributes;

/**
 * The ids of conversations, which are sessions.
 */
final class Conversations {

	private static final LogOnce logger = LogOnce.shared(Conversations.class);

	private Conversations() {
	}

	/**
	 * Returns the attributes of a conversation. An id that was cut could be that of
	 * another conversation.
	 */
	static TraceAttributes attributes(String id) {
		if (id.length() > Names.MAX_LENGTH) {
			logger.warn("conversation", () -> "Conversations with an ID of more than " + Names.MAX_LENGTH
					+ " characters are not recorded as sessions");
			return TraceAttributes.NONE;
		}
		return TraceAttributes.ofConversation(id);
	}

}
