/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.score;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the result of each event of a batch from the response of Langfuse's ingestion, by
 * the event's ID. The status is always 207.
 */
final class IngestionAnswer {

	private static final int TOO_MANY_REQUESTS = 429;

	private static final int MAX_REASON = 300;

	/**
	 * Says that it is the type of an event that is not taken, not its content.
	 */
	private static final Pattern TYPE = Pattern.compile("event.?type|discriminator|score-create");

	private final Set<String> taken = new HashSet<>();

	private final Set<String> later = new HashSet<>();

	private final Set<String> refused = new HashSet<>();

	private final Set<String> unsupported = new HashSet<>();

	private boolean complete = true;

	private @Nullable String reason;

	private IngestionAnswer() {
	}

	/**
	 * Reads an answer. An event that it does not name is taken, as the status says,
	 * unless only a part of the answer could be read.
	 */
	static IngestionAnswer read(byte[] body) {
		IngestionAnswer answer = new IngestionAnswer();
		try {
			JsonNode json = JsonMapper.shared().readTree(body);
			json.path("successes").forEach((success) -> answer.taken.add(success.path("id").asString("")));
			json.path("errors").forEach(answer::add);
		}
		catch (JacksonException ex) {
			answer.complete = body.length == 0 || body[0] != '{';
		}
		return answer;
	}

	private void add(JsonNode error) {
		String id = error.path("id").asString("");
		int status = error.path("status").asInt(0);
		if (status >= 500 || status == TOO_MANY_REQUESTS) {
			this.later.add(id);
			return;
		}
		String said = text(error.path("message")) + " " + text(error.path("error"));
		if (TYPE.matcher(said.toLowerCase(Locale.ROOT)).find()) {
			this.unsupported.add(id);
		}
		this.refused.add(id);
		if (this.reason == null) {
			this.reason = status + ": " + said.strip().substring(0, Math.min(MAX_REASON, said.strip().length()));
		}
	}

	private static String text(JsonNode said) {
		return said.isString() ? said.asString() : said.toString();
	}

	/**
	 * Whether all of the answer could be read.
	 */
	boolean isComplete() {
		return this.complete;
	}

	/**
	 * Whether the server does not know the type of the events.
	 */
	boolean isUnsupported() {
		return !this.unsupported.isEmpty();
	}

	Set<String> unsupported() {
		return this.unsupported;
	}

	Set<String> later() {
		return this.later;
	}

	Set<String> refused() {
		return this.refused;
	}

	boolean isToBeSentAgain(String id) {
		return this.later.contains(id) || (!this.complete && !this.taken.contains(id) && !this.refused.contains(id));
	}

	/**
	 * Returns the reason of the first refused event.
	 */
	String reason() {
		return (this.reason != null) ? this.reason : "";
	}

}
