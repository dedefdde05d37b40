/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.export.Compression;
import dev.langfuse4j.export.QueueOverflow;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the export of observations.
 *
 * @since 0.1.0
 */
@Internal
public class ExportProperties {

	/**
	 * Whether to send traces to the Langfuse server. Other exporters receive them in any
	 * case.
	 */
	private boolean enabled = true;

	/**
	 * URL of an OpenTelemetry Collector to send traces to instead of the Langfuse server,
	 * such as http://collector:4318/v1/traces. The keys are never sent to it.
	 */
	private @Nullable String endpoint;

	/**
	 * Name of the resource attribute that carries the name of the project to 'endpoint'.
	 * Required if there are several projects.
	 */
	private @Nullable String endpointProjectAttribute;

	/**
	 * Headers to add to requests to 'endpoint'.
	 */
	private final Map<String, String> headers = new LinkedHashMap<>();

	/**
	 * Whether to print each trace to the log as a tree.
	 */
	private boolean log = false;

	/**
	 * Maximum number of observations of a project in memory, including those of requests
	 * under way.
	 */
	private int maxQueueSize = 20_000;

	/**
	 * Maximum memory of the observations of a project.
	 */
	private DataSize maxQueueBytes = DataSize.ofMegabytes(64);

	/**
	 * Maximum memory of the observations of all projects. Each project has an equal
	 * share, and at most 'max-queue-bytes'.
	 */
	private DataSize maxTotalQueueBytes = DataSize.ofMegabytes(256);

	/**
	 * Observations to drop when the queue is full: the newest or the oldest.
	 */
	private QueueOverflow overflow = QueueOverflow.DROP_NEWEST;

	/**
	 * Maximum size of a request before compression.
	 */
	private DataSize maxBatchBytes = DataSize.ofBytes(3_500_000);

	/**
	 * Whether to compress requests with traces with gzip. 'auto' leaves a request
	 * uncompressed only if the export thread is behind and the connection is fast.
	 */
	private Compression compression = Compression.AUTO;

	/**
	 * Maximum number of concurrent requests of a project.
	 */
	private int maxInFlight = 2;

	/**
	 * Maximum delay before the first retry. It doubles with each further retry. A plain
	 * number is in seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration initialBackoff = Duration.ofSeconds(1);

	/**
	 * Maximum delay before any retry. A plain number is in seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration maxBackoff = Duration.ofSeconds(30);

	/**
	 * Number of failures after which a batch is halved, while other batches of the
	 * project succeed. An observation that fails on its own is lost. Failures do not
	 * count while no batch succeeds.
	 */
	private int retryBudget = 10;

	/**
	 * Maximum time to send the remaining observations when the application closes. It is
	 * limited by the timeout of a lifecycle phase. A plain number is in seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration shutdownTimeout = Duration.ofSeconds(5);

	@NestedConfigurationProperty
	private final SpillProperties spill = new SpillProperties();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getEndpoint() {
		return this.endpoint;
	}

	public void setEndpoint(@Nullable String endpoint) {
		this.endpoint = endpoint;
	}

	public @Nullable String getEndpointProjectAttribute() {
		return this.endpointProjectAttribute;
	}

	public void setEndpointProjectAttribute(@Nullable String endpointProjectAttribute) {
		this.endpointProjectAttribute = endpointProjectAttribute;
	}

	public Map<String, String> getHeaders() {
		return this.headers;
	}

	public boolean isLog() {
		return this.log;
	}

	public void setLog(boolean log) {
		this.log = log;
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

	public DataSize getMaxTotalQueueBytes() {
		return this.maxTotalQueueBytes;
	}

	public void setMaxTotalQueueBytes(DataSize maxTotalQueueBytes) {
		this.maxTotalQueueBytes = maxTotalQueueBytes;
	}

	public QueueOverflow getOverflow() {
		return this.overflow;
	}

	public void setOverflow(QueueOverflow overflow) {
		this.overflow = overflow;
	}

	public DataSize getMaxBatchBytes() {
		return this.maxBatchBytes;
	}

	public void setMaxBatchBytes(DataSize maxBatchBytes) {
		this.maxBatchBytes = maxBatchBytes;
	}

	public Compression getCompression() {
		return this.compression;
	}

	public void setCompression(Compression compression) {
		this.compression = compression;
	}

	public int getMaxInFlight() {
		return this.maxInFlight;
	}

	public void setMaxInFlight(int maxInFlight) {
		this.maxInFlight = maxInFlight;
	}

	public Duration getInitialBackoff() {
		return this.initialBackoff;
	}

	public void setInitialBackoff(Duration initialBackoff) {
		this.initialBackoff = initialBackoff;
	}

	public Duration getMaxBackoff() {
		return this.maxBackoff;
	}

	public void setMaxBackoff(Duration maxBackoff) {
		this.maxBackoff = maxBackoff;
	}

	public int getRetryBudget() {
		return this.retryBudget;
	}

	public void setRetryBudget(int retryBudget) {
		this.retryBudget = retryBudget;
	}

	public Duration getShutdownTimeout() {
		return this.shutdownTimeout;
	}

	public void setShutdownTimeout(Duration shutdownTimeout) {
		this.shutdownTimeout = shutdownTimeout;
	}

	public SpillProperties getSpill() {
		return this.spill;
	}

}
