/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.observation.ModelCall;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import org.jspecify.annotations.Nullable;

/**
 * An observation with values that are derived from it and from the rest of its trace.
 * Immutable.
 *
 * @param data the observation
 * @param tokens its tokens
 * @param cost its cost
 * @param orphan whether its parent is not known, although the root has ended
 * @param duplicateOf the id of the call that this one repeats
 * @param duplicates how often the call was made, on the first of them; otherwise 0
 */
record ObservationReading(ObservationData data, @Nullable Tokens tokens, @Nullable Cost cost, boolean orphan,
		@Nullable String duplicateOf, int duplicates) {

	static final String TYPE = "exception.type";

	static final String STACK_TRACE = "exception.stacktrace";

	/**
	 * Returns the duration. A clock may go back.
	 */
	long nanos() {
		return Math.max(0, this.data.endTime() - this.data.startTime());
	}

	Json json(long traceStart) {
		ObservationData data = this.data;
		boolean root = data.trace().isRoot(data.id(), data.parentId());
		Json json = new Json().put("id", data.id())
			.put(root ? "remoteParentId" : "parentId", data.parentId())
			.put("name", data.name())
			.put("type", data.type().value())
			.put("level", data.level().name())
			.put("statusMessage", data.statusMessage())
			.put("start", Json.time(data.startTime()))
			.put("offsetMs", Json.millis(data.startTime() - traceStart))
			.put("durationMs", Json.millis(nanos()))
			.put("firstTokenMs", firstToken())
			.put("orphan", this.orphan)
			.put("clockWentBack", data.endTime() < data.startTime());
		model(json);
		return json.put("version", data.version())
			.put("duplicateOf", this.duplicateOf)
			.put("duplicates", (this.duplicates > 1) ? this.duplicates : null)
			.put("error", error())
			.put("input", data.input())
			.put("output", data.output())
			.put("metadata", metadata());
	}

	private void model(Json json) {
		ModelCall call = this.data.modelCall();
		json.put("model", call.model())
			.put("modelParameters", call.parameters())
			.put("usage", (call.usage() != null) ? call.usage().amounts() : null)
			.put("tokens", Tokens.json(this.tokens));
		if (this.cost != null) {
			json.put("cost", this.cost.roundedAmounts())
				.put("totalCost", this.cost.rounded())
				.put("estimatedCost", this.cost.estimated());
		}
		if (call.prompt() != null) {
			json.put("prompt", new Json().put("name", call.prompt().name()).put("version", call.prompt().version()));
		}
	}

	private @Nullable Double firstToken() {
		Instant first = this.data.modelCall().completionStartTime();
		if (first == null) {
			return null;
		}
		long start = this.data.startTime();
		Duration elapsed = Duration.between(Instant.ofEpochSecond(0, start), first);
		return elapsed.isNegative() ? null : Json.millis(elapsed.toNanos());
	}

	private @Nullable Json error() {
		if (this.data.level() != ObservationLevel.ERROR) {
			return null;
		}
		Map<String, CapturedContent> metadata = this.data.metadata();
		return new Json().put("type", text(metadata.get(TYPE)))
			.put("message", this.data.statusMessage())
			.put("stackTrace", text(metadata.get(STACK_TRACE)));
	}

	private static @Nullable String text(@Nullable CapturedContent content) {
		return (content != null) ? content.asText() : null;
	}

	private Json metadata() {
		Json json = new Json();
		this.data.metadata().forEach(json::put);
		return json;
	}

}
