/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.util.concurrent.Future;

import dev.langfuse4j.lang.Internal;

/**
 * The one thread on which deliveries work.
 *
 * @since 0.1.0
 */
@Internal
public interface DeliveryThread {

	/**
	 * Runs a task.
	 * @param task the task
	 * @return whether it will run
	 */
	boolean execute(Runnable task);

	/**
	 * Runs a task later.
	 * @param task the task
	 * @param nanos how much later, in nanoseconds
	 * @return the task, to be cancelled
	 */
	Future<?> schedule(Runnable task, long nanos);

}
