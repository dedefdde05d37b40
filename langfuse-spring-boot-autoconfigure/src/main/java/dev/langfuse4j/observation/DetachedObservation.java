/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.time.Instant;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * An observation that application code starts and that does not belong to a thread. It is
 * not current on any thread unless you open a scope, and any thread may end it. Use it
 * for work that completes in a callback:
 *
 * <pre class="code">
 * DetachedObservation call = langfuse.observation("ask").type(ObservationType.GENERATION).startDetached();
 * client.ask(question, (answer) -&gt; call.scoped(() -&gt; handle(answer)), call::error);
 * </pre>
 *
 * It is the parent of observations that start while a scope of it is open, and of those
 * that name it with {@link ObservationBuilder#parent(LangfuseObservation)}. If it is
 * never ended, it is never sent.
 * <p>
 * Thread-safe.
 *
 * @since 0.1.0
 */
public interface DetachedObservation extends LangfuseObservation {

	/**
	 * Makes the observation current on this thread.
	 * @return the scope, to be closed on this thread
	 */
	ObservationScope openScope();

	/**
	 * Runs code with the observation current on this thread, and goes on afterwards. An
	 * exception thrown by the code is recorded as the error.
	 * @param code the code
	 */
	default void scoped(Runnable code) {
		scopedChecked(() -> {
			code.run();
			return null;
		});
	}

	/**
	 * Runs code with the observation current on this thread, and goes on afterwards. An
	 * exception thrown by the code is recorded as the error; its result is not recorded.
	 * @param <T> the result's type
	 * @param code the code
	 * @return the code's result
	 */
	default <T extends @Nullable Object> T scoped(Supplier<T> code) {
		return scopedChecked(code::get);
	}

	/**
	 * Same as {@link #scoped(Supplier)}, for code that may throw a checked exception.
	 * @param <T> the result's type
	 * @param <E> the type of exception thrown
	 * @param code the code
	 * @return the code's result
	 * @throws E the exception of the code
	 */
	<T extends @Nullable Object, E extends Throwable> T scopedChecked(Observation.CheckedCallable<T, E> code) throws E;

	/**
	 * Ends the observation, on whatever thread. Further calls do nothing.
	 */
	void end();

	/**
	 * Ends the observation as of a time.
	 * @param time when the work ended, {@code null} for now
	 * @see LangfuseObservation#endTime(Instant)
	 */
	default void end(@Nullable Instant time) {
		endTime(time);
		end();
	}

}
