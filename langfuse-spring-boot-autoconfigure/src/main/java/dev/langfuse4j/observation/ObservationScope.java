/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

/**
 * While the scope is open, an observation is current on the thread that opened it, and
 * observations that start there are its children. Use it with try-with-resources.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ObservationScope extends AutoCloseable {

	/**
	 * Closes the scope, on the thread that opened it. The observation goes on. Never
	 * throws; further calls do nothing.
	 */
	@Override
	void close();

}
