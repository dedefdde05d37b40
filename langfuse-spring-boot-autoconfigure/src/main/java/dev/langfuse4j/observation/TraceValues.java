/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import org.jspecify.annotations.Nullable;

/**
 * The attributes of a trace, such as its user, session, name and tags. Langfuse keeps
 * these values with each observation.
 * <p>
 * No method throws. A {@code null} or empty value changes nothing. A value that a server
 * would reject is shortened or not set, and a warning is logged once. The limits are
 * those of the official SDKs.
 *
 * @param <S> the type that the methods return
 * @since 0.1.0
 */
public interface TraceValues<S extends TraceValues<S>> {

	/**
	 * Sets the user.
	 * @param userId the user's id, at most 200 characters
	 * @return this
	 */
	S userId(@Nullable String userId);

	/**
	 * Sets the session, which groups traces, such as those of a conversation.
	 * @param sessionId the session's id, at most 200 characters
	 * @return this
	 */
	S sessionId(@Nullable String sessionId);

	/**
	 * Sets the name of the trace, instead of that of its root observation.
	 * @param name the name, shortened to 200 characters
	 * @return this
	 */
	S name(@Nullable String name);

	/**
	 * Adds tags to those that are there.
	 * @param tags the tags, at most 200 characters each
	 * @return this
	 */
	S tags(@Nullable String... tags);

	/**
	 * Sets one key of the trace's metadata; others stay.
	 * @param key the key; one that a server reads as something else or loses, such as
	 * {@code langfuse_user_id} or an empty one, is sent with {@code _} appended
	 * @param value the value, shortened to 200 characters
	 * @return this
	 */
	S metadata(@Nullable String key, @Nullable String value);

	/**
	 * Sets the version of the application, or of the observed feature.
	 * @param version the version, shortened to 200 characters
	 * @return this
	 */
	S version(@Nullable String version);

	/**
	 * Sets the environment, in place of {@code langfuse.environment}.
	 * @param environment at most 40 lower-case letters, digits, '-' and '_', not
	 * beginning with 'langfuse'
	 * @return this
	 */
	S environment(@Nullable String environment);

	/**
	 * Sets whether everybody who has its link may see the trace in Langfuse.
	 * @param visible whether the trace is public
	 * @return this
	 */
	S asPublic(boolean visible);

}
