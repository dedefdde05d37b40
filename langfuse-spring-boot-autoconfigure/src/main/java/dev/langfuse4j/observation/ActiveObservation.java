/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

/**
 * An observation that application code starts. It is current on the thread until it is
 * closed on the same thread. Use it with try-with-resources:
 *
 * <pre class="code">
 * try (ActiveObservation observation = langfuse.observation("parse").input(text).start()) {
 *     observation.output(parse(text));
 * }
 * </pre>
 *
 * If it is closed on another thread, it ends, and stays current on its own thread until
 * that thread creates the next observation. For work that completes in a callback, use
 * {@link ObservationBuilder#startDetached()}. {@link #close()} does not receive a
 * failure: pass it to {@link #error(Throwable)}, or use
 * {@link ObservationBuilder#observe(java.util.function.Supplier)}.
 *
 * @since 0.1.0
 */
public interface ActiveObservation extends LangfuseObservation, AutoCloseable {

	/**
	 * Ends the observation. Further calls do nothing.
	 */
	@Override
	void close();

}
