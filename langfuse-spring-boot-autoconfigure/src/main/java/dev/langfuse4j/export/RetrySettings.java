/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export;

import java.time.Duration;

import dev.langfuse4j.lang.Internal;

/**
 * Settings of retries. Made from {@code langfuse.export.*}.
 *
 * @param initialBackoff the wait before the first retry, at most
 * @param maxBackoff the wait before any retry, at most
 * @param budget how often a batch may fail while others succeed, before it is taken for
 * the cause
 * @param failuresToOpen the failures in a row after which the server is only probed
 * @param firstProbe the wait before the first probe, which doubles with each
 * @param maxProbe the wait before any probe, at most
 * @since 0.1.0
 */
@Internal
public record RetrySettings(Duration initialBackoff, Duration maxBackoff, int budget, int failuresToOpen,
		Duration firstProbe, Duration maxProbe) {

	/**
	 * The settings of an application that configures nothing.
	 * @return the defaults
	 */
	public static RetrySettings defaults() {
		return of(Duration.ofSeconds(1), Duration.ofSeconds(30), 10);
	}

	/**
	 * The settings that can be configured, with what cannot.
	 * @param initialBackoff the wait before the first retry, at most
	 * @param maxBackoff the wait before any retry, at most
	 * @param budget how often a batch may fail while others succeed
	 * @return the settings
	 */
	public static RetrySettings of(Duration initialBackoff, Duration maxBackoff, int budget) {
		return new RetrySettings(initialBackoff, maxBackoff, budget, 5, Duration.ofSeconds(5), Duration.ofSeconds(60));
	}

}
