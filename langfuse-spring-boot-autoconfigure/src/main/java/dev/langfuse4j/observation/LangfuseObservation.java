/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * The live handle of an observation. Its values can be set until it ends. Later calls are
 * ignored.
 * <p>
 * Thread-safe. No method blocks, and none but {@code score} and {@code addToDataset}
 * throws; a value is captured at once, so it may change afterwards. A {@code null} value
 * changes nothing.
 *
 * @since 0.1.0
 */
public interface LangfuseObservation {

	/**
	 * Whether values that are set here will be sent. False for the no-op handle, if the
	 * trace is sampled out, and after the end.
	 * @return whether this observation records
	 */
	boolean isRecording();

	/**
	 * The id of the trace.
	 * @return 32 lower-case hex digits, or {@code null} without an observation
	 */
	@Nullable String traceId();

	/**
	 * The id of this observation.
	 * @return 16 lower-case hex digits, or {@code null} when not recorded
	 */
	@Nullable String observationId();

	/**
	 * Sets the name, in place of the one the observation was started with. Observations
	 * below a root that have already been exported keep the former name of the trace.
	 * @param name the name; an empty one leaves things as they are
	 * @return this
	 */
	LangfuseObservation name(@Nullable String name);

	/**
	 * Sets when the work began, in place of the time at which the observation was
	 * started.
	 * @param time the time
	 * @return this
	 */
	LangfuseObservation startTime(@Nullable Instant time);

	/**
	 * Sets when the work ended, in place of the time at which the observation ends. A
	 * time before the start counts as the start.
	 * @param time the time
	 * @return this
	 */
	LangfuseObservation endTime(@Nullable Instant time);

	/**
	 * Sets the input, in place of a method's arguments.
	 * @param value any value: a text as it is, everything else as JSON
	 * @return this
	 */
	LangfuseObservation input(@Nullable Object value);

	/**
	 * Sets the output, in place of a method's result.
	 * @param value any value: a text as it is, everything else as JSON
	 * @return this
	 */
	LangfuseObservation output(@Nullable Object value);

	/**
	 * Sets one key of the metadata.
	 * @param key the key; one that a server reads as something else or loses, such as
	 * {@code langfuse_user_id} or an empty one, is sent with {@code _} appended
	 * @param value any value
	 * @return this
	 */
	LangfuseObservation metadata(String key, @Nullable Object value);

	/**
	 * Sets several keys of the metadata; others stay.
	 * @param metadata keys and values
	 * @return this
	 */
	LangfuseObservation metadata(@Nullable Map<String, ?> metadata);

	/**
	 * Sets the model that answered, by which Langfuse finds its prices.
	 * @param model the model's name
	 * @return this
	 */
	LangfuseObservation model(@Nullable String model);

	/**
	 * Sets the parameters of the model call, such as temperature.
	 * @param parameters names and values
	 * @return this
	 */
	LangfuseObservation modelParameters(@Nullable Map<String, ?> parameters);

	/**
	 * Sets the tokens used.
	 * @param usage the usage
	 * @return this
	 */
	LangfuseObservation usage(@Nullable UsageDetails usage);

	/**
	 * Sets the cost.
	 * @param cost the cost
	 * @return this
	 */
	LangfuseObservation cost(@Nullable CostDetails cost);

	/**
	 * Sets the level.
	 * @param level the level
	 * @return this
	 */
	LangfuseObservation level(@Nullable ObservationLevel level);

	/**
	 * Sets the text that explains the level.
	 * @param message the message
	 * @return this
	 */
	LangfuseObservation statusMessage(@Nullable String message);

	/**
	 * Links the prompt version that this generation was made with.
	 * @param prompt the prompt
	 * @return this
	 */
	LangfuseObservation prompt(@Nullable PromptReference prompt);

	/**
	 * Sets when the model began to answer (time to first token).
	 * @param time the time of the first token
	 * @return this
	 */
	LangfuseObservation completionStartTime(@Nullable Instant time);

	/**
	 * Records a failure: level ERROR, message, type and stack trace.
	 * @param error the failure
	 * @return this
	 */
	LangfuseObservation error(@Nullable Throwable error);

	/**
	 * Records a point in time below this observation.
	 * @param name the event's name
	 * @return this
	 */
	default LangfuseObservation event(String name) {
		return event(name, null);
	}

	/**
	 * Records a point in time below this observation.
	 * @param name the event's name
	 * @param input the event's input
	 * @return this
	 */
	LangfuseObservation event(String name, @Nullable Object input);

	/**
	 * Scores this observation, also after its end. For more than a name and a value, such
	 * as a comment, inject {@code LangfuseScores}.
	 * @param name the name of the score
	 * @param value the value
	 * @return this
	 * @throws IllegalArgumentException if the name is empty or the value is not finite
	 */
	LangfuseObservation score(String name, double value);

	/**
	 * Scores this observation, also after its end.
	 * @param name the name of the score
	 * @param value the value
	 * @return this
	 * @throws IllegalArgumentException if the name is empty
	 */
	LangfuseObservation score(String name, boolean value);

	/**
	 * Puts this observation into a category, also after its end.
	 * @param name the name of the score
	 * @param category the category
	 * @return this
	 * @throws IllegalArgumentException if the name or the category is empty
	 */
	LangfuseObservation score(String name, String category);

	/**
	 * Adds this observation to a dataset as a test case, in the background: its input as
	 * it is recorded now, that is, redacted, masked and cut, an expected output, and the
	 * ids of the trace and this observation. Added to the same dataset once more, it
	 * replaces the former item.
	 * <p>
	 * Nothing is added if the input is not recorded, after the end of this observation,
	 * if its trace is sampled out, or if too many items wait to be sent. A warning is
	 * logged once for each of these reasons.
	 * @param dataset the name of a dataset that exists already
	 * @param expected the output that would be right, or {@code null} to add it later
	 * @return this
	 * @throws IllegalArgumentException if the name of the dataset is empty
	 */
	LangfuseObservation addToDataset(String dataset, @Nullable Object expected);

	/**
	 * Writes the headers with which another process continues below this observation:
	 * {@code traceparent} and {@code baggage}, with the ids and with user, session, tags
	 * and the other attributes of the trace. Every recipient of the message can read
	 * them. Baggage of others stays.
	 * @param headers the headers, such as those of a message of JMS or AMQP. Nothing is
	 * written without an observation
	 * @return this
	 * @see ObservationBuilder#continueFrom(Map)
	 */
	LangfuseObservation inject(Map<String, ? super String> headers);

	/**
	 * Writes the headers by which another process continues the trace below this
	 * observation, for headers that are not a map, such as those of Kafka:
	 * {@code inject((name, value) -> headers.add(name, value.getBytes(UTF_8)))}.
	 * @param headers takes the name and the value of each header
	 * @return this
	 * @see #inject(Map)
	 */
	LangfuseObservation inject(BiConsumer<String, String> headers);

	/**
	 * The trace this observation belongs to.
	 * @return its handle, one that does nothing without an observation
	 */
	LangfuseTrace trace();

	/**
	 * The handle that stands for "no observation": it records nothing and says so.
	 * @return the same instance at all times
	 */
	static LangfuseObservation noop() {
		return ForwardingObservation.NOOP;
	}

}
