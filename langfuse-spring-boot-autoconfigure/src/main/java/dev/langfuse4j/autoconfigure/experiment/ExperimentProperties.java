/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.experiment;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import dev.langfuse4j.autoconfigure.InvalidLangfusePropertyException;
import dev.langfuse4j.experiment.ExperimentSettings;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * Properties of experiments.
 *
 * @since 0.1.0
 */
@Internal
@ConfigurationProperties("langfuse.experiments")
public class ExperimentProperties implements InitializingBean {

	/**
	 * Number of items of an experiment that run at the same time.
	 */
	private int concurrency = 8;

	/**
	 * Maximum time of an item of an experiment, including its evaluators. The item is
	 * then interrupted and counts as timed out. A plain number is in seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration itemTimeout = Duration.ofMinutes(2);

	/**
	 * Maximum time of all items of an experiment. Items that have not begun then count as
	 * missing. Without a value there is no limit. A plain number is in seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration timeout;

	/**
	 * Maximum time that an experiment waits at its end until everything is delivered to
	 * Langfuse. A plain number is in seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration flushTimeout = Duration.ofSeconds(30);

	public int getConcurrency() {
		return this.concurrency;
	}

	public void setConcurrency(int concurrency) {
		this.concurrency = concurrency;
	}

	public Duration getItemTimeout() {
		return this.itemTimeout;
	}

	public void setItemTimeout(Duration itemTimeout) {
		this.itemTimeout = itemTimeout;
	}

	public @Nullable Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(@Nullable Duration timeout) {
		this.timeout = timeout;
	}

	public Duration getFlushTimeout() {
		return this.flushTimeout;
	}

	public void setFlushTimeout(Duration flushTimeout) {
		this.flushTimeout = flushTimeout;
	}

	/**
	 * Stops the start if a value cannot work.
	 */
	@Override
	public void afterPropertiesSet() {
		toSettings(false);
	}

	/**
	 * Returns the settings, checked.
	 */
	ExperimentSettings toSettings(boolean virtualThreads) {
		require(this.concurrency > 0, "concurrency");
		require(isPositive(this.itemTimeout), "item-timeout");
		require(this.timeout == null || isPositive(this.timeout), "timeout");
		require(isPositive(this.flushTimeout), "flush-timeout");
		return new ExperimentSettings(this.concurrency, this.itemTimeout, this.timeout, this.flushTimeout,
				virtualThreads);
	}

	private static boolean isPositive(Duration duration) {
		return !duration.isNegative() && !duration.isZero();
	}

	private static void require(boolean condition, String name) {
		if (!condition) {
			throw new InvalidLangfusePropertyException("langfuse.experiments." + name, "is not positive",
					"Set it to a value above zero.");
		}
	}

}
