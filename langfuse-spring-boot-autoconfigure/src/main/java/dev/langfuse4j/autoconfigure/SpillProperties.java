/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the directory for observations without room in memory.
 *
 * @since 0.1.0
 */
@Internal
public class SpillProperties {

	/**
	 * Directory for observations that have no room in memory during an outage, and for
	 * those that are not sent before the application ends. Without it, nothing is written
	 * to disk.
	 */
	private @Nullable Path directory;

	/**
	 * Maximum space of one process in the directory. The oldest observations are removed
	 * first.
	 */
	private DataSize maxBytes = DataSize.ofMegabytes(256);

	/**
	 * Age at which observations in the directory are removed. A plain number is in
	 * seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration maxAge = Duration.ofHours(24);

	public @Nullable Path getDirectory() {
		return this.directory;
	}

	public void setDirectory(@Nullable Path directory) {
		this.directory = directory;
	}

	public DataSize getMaxBytes() {
		return this.maxBytes;
	}

	public void setMaxBytes(DataSize maxBytes) {
		this.maxBytes = maxBytes;
	}

	public Duration getMaxAge() {
		return this.maxAge;
	}

	public void setMaxAge(Duration maxAge) {
		this.maxAge = maxAge;
	}

}
