/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.observation.CostDetails;
import dev.langfuse4j.observation.ModelCall;
import dev.langfuse4j.observation.Names;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.PromptReference;
import dev.langfuse4j.observation.UsageDetails;
import org.jspecify.annotations.Nullable;

/**
 * The values that an observation has been told so far, but for its content. Not
 * thread-safe: {@link RecordingObservation} locks.
 */
final class ObservedValues {

	/**
	 * The values of an observation on which nothing was set. They are never changed.
	 */
	static final ObservedValues NOTHING_SET = new ObservedValues();

	private static final UsageDetails NOTHING = UsageDetails.of(0, 0);

	/**
	 * The last whole second, in the year 2262, of which nanoseconds can be counted.
	 */
	private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000L - 1;

	@Nullable String name;

	@Nullable Long startTime;

	@Nullable Long endTime;

	/**
	 * The type, where it was not known at the start.
	 */
	@Nullable ObservationType type;

	@Nullable ObservationLevel level;

	/**
	 * Set if a model call below has counted what this one would count again.
	 */
	@Nullable Boolean usageBelow;

	private boolean cancelled;

	@Nullable String model;

	@Nullable UsageDetails usage;

	@Nullable CostDetails cost;

	@Nullable PromptReference prompt;

	@Nullable Instant completionStartTime;

	/**
	 * Nanoseconds since 1970.
	 * @param time a time
	 * @param before the value to keep if the time is not plausible
	 */
	static @Nullable Long nanosOf(@Nullable Instant time, @Nullable Long before) {
		if (time == null) {
			return before;
		}
		boolean possible = time.getEpochSecond() >= 0 && time.getEpochSecond() <= MAX_SECONDS;
		return possible ? Long.valueOf(TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano()) : before;
	}

	/**
	 * Notes that the result was cancelled.
	 */
	void cancel() {
		this.cancelled = true;
		this.level = ObservationLevel.WARNING;
	}

	/**
	 * Freezes the values.
	 * @param known what was known at the start, if the observation is ours
	 * @param node whose values they are
	 * @param content its content
	 * @param lastName the name if none is known
	 * @param started when the observation began
	 * @param ended when it ended
	 */
	ObservationData freeze(@Nullable ObservationDefinition known, RecordingObservation node, RecordedContent content,
			String lastName, long started, long ended) {
		long start = (this.startTime != null) ? this.startTime : started;
		long end = (this.endTime != null) ? this.endTime : ended;
		ObservationType type = (this.type != null) ? this.type : node.type();
		String givenName = (known != null) ? known.name() : Names.precut(lastName);
		String givenModel = (known != null) ? known.model() : null;
		String givenVersion = (known != null) ? known.version() : null;
		ObservationLevel givenLevel = (known != null) ? known.level() : ObservationLevel.DEFAULT;
		CapturedContent status = content.status;
		return new ObservationData(node.state(), node.id(), node.parentId(),
				(this.name != null) ? this.name : givenName, type, start,
				(type == ObservationType.EVENT) ? start : Math.max(start, end),
				(this.level != null) ? this.level : givenLevel, (status != null) ? status.asText() : null,
				content.input, content.output,
				(content.metadata != null) ? Collections.unmodifiableMap(content.metadata) : Map.of(),
				modelCall(type, (this.model != null) ? this.model : givenModel, content), givenVersion,
				node.attributes(), (status != null && status.isCut()) ? status : null);
	}

	private ModelCall modelCall(ObservationType type, @Nullable String called, RecordedContent content) {
		CapturedContent parameters = content.modelParameters;
		boolean counted = this.usageBelow != null
				&& (type == ObservationType.GENERATION || type == ObservationType.EMBEDDING);
		UsageDetails used = (counted || (this.usage == null && isFree(type, content.output))) ? NOTHING : this.usage;
		CostDetails charged = counted ? null : this.cost;
		boolean any = called != null || parameters != null || used != null || charged != null || this.prompt != null
				|| this.completionStartTime != null;
		return any ? new ModelCall(called, parameters, used, charged, this.prompt, this.completionStartTime)
				: ModelCall.NONE;
	}

	/**
	 * Whether nothing is known to have been used, where the server would count the words
	 * of the input, and charge for them: for a generation that brought nothing, and for
	 * an embedding, of which it would count the vectors too.
	 */
	private boolean isFree(ObservationType type, @Nullable CapturedContent result) {
		if (type == ObservationType.EMBEDDING) {
			return true;
		}
		return type == ObservationType.GENERATION && result == null && this.completionStartTime == null
				&& (this.cancelled || this.level == ObservationLevel.ERROR);
	}

}
