/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Describes an observation that application code creates, then runs it. Not thread-safe.
 * Use it once.
 *
 * @since 0.1.0
 */
public interface ObservationBuilder {

	/**
	 * The kind of work. The default is a span.
	 * @param type the type
	 * @return this
	 */
	ObservationBuilder type(ObservationType type);

	/**
	 * The input.
	 * @param value any value: a text as it is, everything else as JSON
	 * @return this
	 */
	ObservationBuilder input(@Nullable Object value);

	/**
	 * A key of the metadata.
	 * @param key the key
	 * @param value any value
	 * @return this
	 */
	ObservationBuilder metadata(String key, @Nullable Object value);

	/**
	 * The model that is called.
	 * @param model the model's name
	 * @return this
	 */
	ObservationBuilder model(@Nullable String model);

	/**
	 * The parameters of the model call.
	 * @param parameters names and values
	 * @return this
	 */
	ObservationBuilder modelParameters(@Nullable Map<String, ?> parameters);

	/**
	 * The version of the observed code.
	 * @param version the version
	 * @return this
	 */
	ObservationBuilder version(@Nullable String version);

	/**
	 * Starts a trace of its own, even inside another observation.
	 * @return this
	 */
	ObservationBuilder newTrace();

	/**
	 * Derives the trace id from a text, so that the same text always gives the same
	 * trace: the first 16 bytes of its SHA-256, as in the official SDKs. Only a root can
	 * choose its trace: below another observation the seed is ignored and logged once.
	 * @param seed the text
	 * @return this
	 */
	ObservationBuilder traceSeed(@Nullable String seed);

	/**
	 * Starts the root of a trace with the given ID, even inside another observation.
	 * @param traceId the trace id, 32 lower-case hex digits
	 * @return this
	 * @throws IllegalArgumentException if it is not a trace ID
	 */
	ObservationBuilder traceId(String traceId);

	/**
	 * Starts the observation below one of another process, even inside another
	 * observation.
	 * @param traceId the trace id, 32 lower-case hex digits
	 * @param observationId the id of the parent, 16 lower-case hex digits
	 * @return this
	 * @throws IllegalArgumentException if one of them is not a valid ID
	 */
	ObservationBuilder remoteParent(String traceId, String observationId);

	/**
	 * Starts the observation below the one that sent a message, in its trace and with its
	 * user, session and other attributes, even inside another observation. Values missing
	 * from the headers are determined as without this call.
	 * @param headers the headers of the message, whose names may be of any case, as
	 * {@link LangfuseObservation#inject(Map)} wrote them: texts, bytes in UTF-8, or lists
	 * of such
	 * @return this
	 */
	ObservationBuilder continueFrom(Map<String, ?> headers);

	/**
	 * Starts the observation below that of the sender of a message, for headers that are
	 * not a map.
	 * @param headers finds the value of a header by its name, {@code null} without one
	 * @return this
	 * @see #continueFrom(Map)
	 */
	ObservationBuilder continueFrom(Function<String, ? extends @Nullable Object> headers);

	/**
	 * Starts the observation below another one of this process. The parent need not be
	 * current and may have ended.
	 * @param parent the handle of the parent, such as {@link DetachedObservation}; for
	 * {@code null} or a no-op handle, the parent is the current observation
	 * @return this
	 */
	ObservationBuilder parent(@Nullable LangfuseObservation parent);

	/**
	 * Sets the time at which the work began, for an observation that you create
	 * afterwards.
	 * @param time the time, {@code null} for that of the start
	 * @return this
	 */
	ObservationBuilder startTime(@Nullable Instant time);

	/**
	 * Starts the observation and makes it current on this thread.
	 * @return the observation, to be closed on this thread; for work that ends on another
	 * one there is {@link #startDetached()}
	 */
	ActiveObservation start();

	/**
	 * Starts the observation without making it current.
	 * @return the observation, to be ended on whatever thread
	 */
	DetachedObservation startDetached();

	/**
	 * Runs the code inside the observation. The result becomes the output, unless the
	 * code sets another output. An exception becomes the error.
	 * @param <T> the result's type
	 * @param code the code to observe
	 * @return the code's result
	 */
	default <T extends @Nullable Object> T observe(Supplier<T> code) {
		Assert.notNull(code, "'code' must not be null");
		return observeChecked(code::get);
	}

	/**
	 * Runs the code inside the observation.
	 * @param code the code to observe
	 */
	void observe(Runnable code);

	/**
	 * Same as {@link #observe(Supplier)}, for code that may throw a checked exception.
	 * @param <T> the result's type
	 * @param <E> the type of exception thrown
	 * @param code the code to observe
	 * @return the code's result
	 * @throws E the exception of the code
	 */
	<T extends @Nullable Object, E extends Throwable> T observeChecked(Observation.CheckedCallable<T, E> code) throws E;

}
