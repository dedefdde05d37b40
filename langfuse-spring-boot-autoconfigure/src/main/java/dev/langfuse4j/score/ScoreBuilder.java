/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

import java.time.Instant;
import java.util.Map;

import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.LangfuseTrace;
import org.jspecify.annotations.Nullable;

/**
 * Sets the values of a score, then its target. Each of the methods {@code on…} records a
 * score and returns its ID.
 * <p>
 * If the target is {@code null}, such as {@code langfuse.current().traceId()} outside of
 * a trace, no score is recorded. The ID is still returned. The scores of a trace that is
 * sampled out are not sent either.
 * <p>
 * Not thread-safe.
 *
 * @since 0.1.0
 */
public interface ScoreBuilder {

	/**
	 * Sets the reason for the score, or a remark. It is masked like the content of
	 * observations, and not sent with {@code langfuse.capture.mode=metadata-only}.
	 * @param comment the comment, {@code null} for none
	 * @return this
	 */
	ScoreBuilder comment(@Nullable String comment);

	/**
	 * Sets one key of the metadata.
	 * @param key the key
	 * @param value any value: a text as it is, everything else as JSON. {@code null}
	 * changes nothing
	 * @return this
	 * @throws IllegalArgumentException if the key is empty
	 */
	ScoreBuilder metadata(String key, @Nullable Object value);

	/**
	 * Sets several keys of the metadata; others stay.
	 * @param metadata keys and values
	 * @return this
	 * @throws IllegalArgumentException if a key is empty
	 */
	ScoreBuilder metadata(@Nullable Map<String, ?> metadata);

	/**
	 * Sets the id. A later score with the same id and the same name replaces the value,
	 * the comment and the metadata of the earlier one, never its target or its
	 * environment. By default each score has an id of its own.
	 * @param id the id, at most 800 characters, none of them a control character
	 * @return this
	 * @throws IllegalArgumentException if the id cannot be used
	 * @see #replacing()
	 */
	ScoreBuilder id(String id);

	/**
	 * Derives the id from the name and the target, so that there is one score of this
	 * name on it: a later one replaces the value of the earlier one, in whatever process.
	 * @return this
	 */
	ScoreBuilder replacing();

	/**
	 * Names the score config that the score follows, by its id. The server does not say
	 * when a value is not allowed by it: it drops the score.
	 * @param configId the id
	 * @return this
	 * @throws IllegalArgumentException if the id is empty, or this is a correction
	 */
	ScoreBuilder configId(String configId);

	/**
	 * Names the score config that the score follows, by its name, which is that of the
	 * score. As far as the config is known in this application its type, range and
	 * categories are checked when the score is handed over. It is read in the background:
	 * the first scores may be checked later, before they are sent, and one that is not
	 * allowed is counted as rejected then.
	 * @param configName the name
	 * @return this
	 * @throws IllegalArgumentException if it is not the name of the score
	 */
	ScoreBuilder configName(String configName);

	/**
	 * Sets the project of the score, for a target that is given by its ID. The default is
	 * the project of the current trace, otherwise that of a trace that would begin here.
	 * A score on a handle belongs to the project of its trace.
	 * @param project the name of a project below {@code langfuse.projects}, or
	 * {@code default}. Scores of an unknown or disabled project are not sent, and are
	 * counted as lost
	 * @return this
	 * @throws IllegalArgumentException if the name is empty
	 */
	ScoreBuilder project(String project);

	/**
	 * Sets the environment of the score, for a target that is given by its ID and is not
	 * in {@code langfuse.environment}. A score on a handle has the environment of the
	 * observation.
	 * @param environment at most 40 lower-case letters, digits, '-' and '_', not
	 * beginning with 'langfuse'; {@code null} for the default
	 * @return this
	 * @throws IllegalArgumentException if Langfuse has no such environment
	 */
	ScoreBuilder environment(@Nullable String environment);

	/**
	 * Sets when the score was given, in place of now. A server that does not take batches
	 * uses its own time.
	 * @param time the time
	 * @return this
	 */
	ScoreBuilder timestamp(Instant time);

	/**
	 * Scores an observation.
	 * @param traceId the id of its trace
	 * @param observationId the id of the observation, {@code null} for the trace itself
	 * @return the id of the score
	 * @throws IllegalArgumentException if an id is empty, or the trace id is missing
	 */
	String on(@Nullable String traceId, @Nullable String observationId);

	/**
	 * Scores an observation, also after its end.
	 * @param observation its handle, such as {@code langfuse.current()}
	 * @return the id of the score
	 */
	String on(LangfuseObservation observation);

	/**
	 * Scores a trace.
	 * @param trace its handle, such as {@code langfuse.current().trace()}
	 * @return the id of the score
	 */
	String on(LangfuseTrace trace);

	/**
	 * Scores the observation that is current on this thread.
	 * @return the id of the score
	 */
	String onCurrent();

	/**
	 * Scores a trace.
	 * @param traceId the id of the trace
	 * @return the id of the score
	 * @throws IllegalArgumentException if the id is empty
	 */
	String onTrace(@Nullable String traceId);

	/**
	 * Scores a session.
	 * @param sessionId the id of the session
	 * @return the id of the score
	 * @throws IllegalArgumentException if the id is empty or longer than 200 characters,
	 * or this is a correction
	 */
	String onSession(@Nullable String sessionId);

	/**
	 * Scores a dataset run.
	 * @param datasetRunId the id of the run
	 * @return the id of the score
	 * @throws IllegalArgumentException if the id is empty, or this is a correction
	 */
	String onDatasetRun(@Nullable String datasetRunId);

}
