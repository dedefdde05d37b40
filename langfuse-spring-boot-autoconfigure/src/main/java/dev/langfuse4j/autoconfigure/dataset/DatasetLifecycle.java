/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.dataset;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import dev.langfuse4j.dataset.DatasetIntake;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.trace.DatasetEntry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Sends what waits to be added to datasets before the application ends: after all else
 * was stopped, while what sends and masks is there. Most applications add nothing, so the
 * intake is created for the first item.
 */
final class DatasetLifecycle implements SmartLifecycle, DisposableBean {

	private static final Duration MAX_WAIT = Duration.ofSeconds(5);

	private final Supplier<DatasetIntake> factory;

	private final Duration timeout;

	private final LogOnce logger = new LogOnce(DatasetLifecycle.class);

	private final LongAdder lost = new LongAdder();

	private volatile @Nullable DatasetIntake intake;

	private boolean closed;

	private volatile boolean running;

	DatasetLifecycle(Supplier<DatasetIntake> factory, Duration timeout) {
		this.factory = factory;
		this.timeout = (timeout.compareTo(MAX_WAIT) < 0) ? timeout : MAX_WAIT;
	}

	/**
	 * Called by threads of the application. Never throws.
	 */
	void accept(DatasetEntry entry) {
		DatasetIntake known = this.intake;
		try {
			known = (known != null) ? known : create();
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			this.lost.increment();
			this.logger.warn(ex.getClass(),
					() -> "An observation is not added to its dataset: " + ex.getClass().getName());
			return;
		}
		known.accept(entry);
	}

	long delivered() {
		DatasetIntake known = this.intake;
		return (known != null) ? known.delivered() : 0;
	}

	long lost() {
		DatasetIntake known = this.intake;
		return this.lost.sum() + ((known != null) ? known.lost() : 0);
	}

	/**
	 * An item that comes after the end is counted as lost.
	 */
	private synchronized DatasetIntake create() {
		DatasetIntake created = this.intake;
		if (created == null) {
			created = this.factory.get();
			if (this.closed) {
				created.close();
			}
			this.intake = created;
		}
		return created;
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
		DatasetIntake known = this.intake;
		if (known != null) {
			known.await(this.timeout);
		}
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
	public synchronized void destroy() {
		this.closed = true;
		DatasetIntake known = this.intake;
		if (known != null) {
			known.close();
		}
	}

}
