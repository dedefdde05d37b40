/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.score;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A score as it is sent. Immutable.
 *
 * @param eventId the ID of its event, the same each time it is sent
 * @param event the event as JSON, with the score in it
 * @param heldBytes its number of bytes in the queue
 */
record ScoreItem(String eventId, byte[] event, long heldBytes) {

	/**
	 * The fields that may be cut where a server finds the score too large.
	 */
	private static final String[] CONTENTS = { "comment", "metadata" };

	/**
	 * A score that was kept on disk.
	 */
	static ScoreItem stored(JsonNode event) {
		return new ScoreItem(event.path("id").asString(""), bytes(event), 0);
	}

	/**
	 * The score alone.
	 */
	byte[] score() {
		return bytes(JsonMapper.shared().readTree(this.event).path("body"));
	}

	/**
	 * Returns the score without its optional values, or {@code null} if it has none.
	 */
	@Nullable ScoreItem smaller() {
		JsonNode read = JsonMapper.shared().readTree(this.event);
		boolean smaller = false;
		if (read.path("body") instanceof ObjectNode score) {
			for (String content : CONTENTS) {
				smaller |= score.remove(content) != null;
			}
		}
		return smaller ? new ScoreItem(this.eventId, bytes(read), this.heldBytes) : null;
	}

	private static byte[] bytes(JsonNode json) {
		return json.toString().getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Shows no content.
	 */
	@Override
	public String toString() {
		return "ScoreItem[" + this.eventId + "]";
	}

}
