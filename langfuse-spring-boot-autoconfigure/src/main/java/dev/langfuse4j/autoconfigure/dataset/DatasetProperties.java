/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.dataset;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import dev.langfuse4j.autoconfigure.InvalidLangfusePropertyException;
import dev.langfuse4j.dataset.DatasetSettings;
import dev.langfuse4j.lang.Internal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Properties of datasets.
 *
 * @since 0.1.0
 */
@Internal
@ConfigurationProperties("langfuse.datasets")
public class DatasetProperties {

	private static final Duration MAX_TIMEOUT = Duration.ofDays(1);

	/**
	 * Directory of the local datasets, which are files of JSON lines that end with
	 * '.jsonl'.
	 */
	private String location = "classpath:/datasets/";

	/**
	 * Whether to read datasets from local files only. This is always the case without
	 * keys and when Langfuse is disabled.
	 */
	private boolean offline;

	/**
	 * Maximum time that a request for a dataset or an item takes, including retries. A
	 * plain number is in seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration timeout = Duration.ofSeconds(30);

	/**
	 * Number of retries of a request that the server does not answer, or answers with
	 * 408, 409, 429 or 5xx.
	 */
	private int retries = 3;

	/**
	 * Maximum number of observations that wait to be added to datasets. Further
	 * observations are not added.
	 */
	private int maxQueueSize = 100;

	/**
	 * Maximum memory of the observations that wait to be added to datasets.
	 */
	private DataSize maxQueueBytes = DataSize.ofMegabytes(8);

	public String getLocation() {
		return this.location;
	}

	public void setLocation(String location) {
		this.location = location;
	}

	public boolean isOffline() {
		return this.offline;
	}

	public void setOffline(boolean offline) {
		this.offline = offline;
	}

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	public int getRetries() {
		return this.retries;
	}

	public void setRetries(int retries) {
		this.retries = retries;
	}

	public int getMaxQueueSize() {
		return this.maxQueueSize;
	}

	public void setMaxQueueSize(int maxQueueSize) {
		this.maxQueueSize = maxQueueSize;
	}

	public DataSize getMaxQueueBytes() {
		return this.maxQueueBytes;
	}

	public void setMaxQueueBytes(DataSize maxQueueBytes) {
		this.maxQueueBytes = maxQueueBytes;
	}

	/**
	 * The settings, checked.
	 */
	DatasetSettings toSettings() {
		String positive = "Set it to a value above zero.";
		require(StringUtils.hasText(this.location), "location", "is empty", "Set it to a directory.");
		require(this.timeout.compareTo(Duration.ZERO) > 0, "timeout", "is not positive", positive);
		require(this.retries >= 0, "retries", "is negative", "Set it to zero or more.");
		require(this.maxQueueSize > 0, "max-queue-size", "is not positive", positive);
		require(this.maxQueueBytes.toBytes() > 0, "max-queue-bytes", "is not positive", positive);
		return new DatasetSettings(this.location, this.offline,
				(this.timeout.compareTo(MAX_TIMEOUT) > 0) ? MAX_TIMEOUT : this.timeout, this.retries, this.maxQueueSize,
				this.maxQueueBytes.toBytes());
	}

	private static void require(boolean condition, String name, String problem, String action) {
		if (!condition) {
			throw new InvalidLangfusePropertyException("langfuse.datasets." + name, problem, action);
		}
	}

}
