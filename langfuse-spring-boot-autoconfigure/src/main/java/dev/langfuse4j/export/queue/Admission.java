/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.queue;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ProjectAvailability;
import reactor.core.publisher.Mono;

/**
 * The availability of a project. The threads of the application read the last known
 * state. The export thread reads the current state each time. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class Admission {

	/**
	 * The availability of a project that cannot be disabled on its own.
	 */
	public static final BooleanSupplier ALWAYS = () -> true;

	private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

	private final Executor thread;

	private final BooleanSupplier enabled;

	private final Supplier<Mono<Boolean>> credentials;

	private final LongSupplier ticks;

	private final AtomicLong nextCheck;

	private volatile ProjectAvailability availability;

	private volatile boolean asking;

	/**
	 * Creates an admission.
	 * @param thread where it is looked
	 * @param enabled whether the project is enabled right now
	 * @param credentials finds whether it has credentials right now
	 * @param ticks the clock, in nanoseconds
	 */
	public Admission(Executor thread, BooleanSupplier enabled, Supplier<Mono<Boolean>> credentials,
			LongSupplier ticks) {
		this.thread = thread;
		this.enabled = enabled;
		this.credentials = credentials;
		this.ticks = ticks;
		this.nextCheck = new AtomicLong(ticks.getAsLong());
		this.availability = ProjectAvailability.AVAILABLE;
		isOpen();
	}

	/**
	 * Returns the last known availability. It is refreshed from time to time on another
	 * thread.
	 * @return the last known availability
	 */
	public ProjectAvailability availability() {
		if (this.enabled == ALWAYS && this.availability == ProjectAvailability.AVAILABLE) {
			return ProjectAvailability.AVAILABLE;
		}
		long next = this.nextCheck.get();
		long now = this.ticks.getAsLong();
		if (now - next > 0 && this.nextCheck.compareAndSet(next, now + INTERVAL)) {
			this.thread.execute(this::look);
		}
		return this.availability;
	}

	/**
	 * Looks whether the project is enabled, and whether anything else is in the way.
	 */
	public boolean isOpen() {
		if (!isEnabled()) {
			this.availability = ProjectAvailability.DISABLED;
		}
		else if (this.availability == ProjectAvailability.DISABLED) {
			this.availability = ProjectAvailability.AVAILABLE;
		}
		return this.availability == ProjectAvailability.AVAILABLE;
	}

	/**
	 * A request found no credentials.
	 */
	public void withheld() {
		this.availability = ProjectAvailability.NO_CREDENTIALS;
	}

	/**
	 * The supplier of credentials may block.
	 */
	private void look() {
		if (!isOpen() && this.availability == ProjectAvailability.NO_CREDENTIALS && !this.asking) {
			this.asking = true;
			Mono.defer(this.credentials)
				.doFinally((signal) -> this.asking = false)
				.filter((found) -> found)
				.subscribe((found) -> {
					if (this.availability == ProjectAvailability.NO_CREDENTIALS) {
						this.availability = ProjectAvailability.AVAILABLE;
					}
				});
		}
	}

	/**
	 * A configuration that cannot be read is not one that disables.
	 */
	private boolean isEnabled() {
		try {
			return this.enabled.getAsBoolean();
		}
		catch (RuntimeException ex) {
			return this.availability != ProjectAvailability.DISABLED;
		}
	}

}
