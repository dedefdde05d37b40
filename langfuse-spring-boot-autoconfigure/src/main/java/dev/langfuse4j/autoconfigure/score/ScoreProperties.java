/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.score;

import dev.langfuse4j.autoconfigure.InvalidLangfusePropertyException;
import dev.langfuse4j.export.score.ScoreEndpointMode;
import dev.langfuse4j.export.score.ScoreSettings;
import dev.langfuse4j.lang.Internal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Properties of scores.
 *
 * @since 0.1.0
 */
@Internal
@ConfigurationProperties("langfuse.score")
public class ScoreProperties {

	/**
	 * Endpoint to send scores to. 'ingestion' accepts batches, 'scores' accepts one score
	 * in a request. 'auto' uses 'ingestion', or 'scores' while the server does not accept
	 * scores at 'ingestion'.
	 */
	private ScoreEndpointMode endpoint = ScoreEndpointMode.AUTO;

	/**
	 * Maximum number of scores of a project that wait to be sent. Further scores are
	 * dropped.
	 */
	private int maxQueueSize = 10_000;

	/**
	 * Maximum memory of the scores of a project that wait to be sent.
	 */
	private DataSize maxQueueBytes = DataSize.ofMegabytes(4);

	public ScoreEndpointMode getEndpoint() {
		return this.endpoint;
	}

	public void setEndpoint(ScoreEndpointMode endpoint) {
		this.endpoint = endpoint;
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
	ScoreSettings toSettings() {
		require(this.maxQueueSize > 0, "max-queue-size");
		require(this.maxQueueBytes.toBytes() > 0, "max-queue-bytes");
		return new ScoreSettings(this.endpoint, this.maxQueueSize, this.maxQueueBytes.toBytes());
	}

	private static void require(boolean condition, String name) {
		if (!condition) {
			throw new InvalidLangfusePropertyException("langfuse.score." + name, "is not positive",
					"Set it to a value above zero.");
		}
	}

}
