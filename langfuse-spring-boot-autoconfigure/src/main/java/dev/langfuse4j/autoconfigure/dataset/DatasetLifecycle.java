/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.dataset;

import java.time.Duration;

import dev.langfuse4j.dataset.DatasetIntake;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Sends what waits to be added to datasets before the application ends: after all else
 * was stopped, while what sends and masks is there.
 */
final class DatasetLifecycle implements SmartLifecycle, DisposableBean {

	private static final Duration MAX_WAIT = Duration.ofSeconds(5);

	private final DatasetIntake intake;

	private final Duration timeout;

	private volatile boolean running;

	DatasetLifecycle(DatasetIntake intake, Duration timeout) {
		this.intake = intake;
		this.timeout = (timeout.compareTo(MAX_WAIT) < 0) ? timeout : MAX_WAIT;
	}

	DatasetIntake intake() {
		return this.intake;
	}

	@Override
	public void start() {
		this.running = true;
	}

	/**
	 * A context that is only stopped may be started again.
	 */
	@Override
	public void stop() {
		this.intake.await(this.timeout);
		this.running = false;
	}

	@Override
	public void stop(@Nullable Runnable callback) {
		stop();
		if (callback != null) {
			callback.run();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Stops last but for the export, which is needed for masking.
	 */
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE + 1;
	}

	@Override
	public void destroy() {
		this.intake.close();
	}

}
