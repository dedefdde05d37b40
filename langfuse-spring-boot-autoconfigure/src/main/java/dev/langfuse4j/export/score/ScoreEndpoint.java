/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.score;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Selects the endpoint that scores are sent to. The one for ingestion takes batches and
 * is preferred. A server that has none, or takes no scores there, gets them one by one
 * for an hour. Used by the export thread.
 */
final class ScoreEndpoint {

	static final String INGESTION = "/api/public/ingestion";

	static final String SCORES = "/api/public/scores";

	static final Duration RETRY = Duration.ofHours(1);

	private static final Log logger = LogFactory.getLog(ScoreRequests.class);

	private final ScoreEndpointMode mode;

	private final LongSupplier ticks;

	/**
	 * Time at which ingestion last refused scores, in ticks.
	 */
	private @Nullable Long refused;

	private boolean said;

	ScoreEndpoint(ScoreEndpointMode mode, LongSupplier ticks) {
		this.mode = mode;
		this.ticks = ticks;
	}

	/**
	 * Whether batches are sent.
	 */
	boolean isIngestion() {
		return switch (this.mode) {
			case INGESTION -> true;
			case SCORES -> false;
			case AUTO -> this.refused == null || this.ticks.getAsLong() - this.refused >= RETRY.toNanos();
		};
	}

	/**
	 * Whether scores may go elsewhere if ingestion does not take them.
	 */
	boolean hasAlternative() {
		return this.mode == ScoreEndpointMode.AUTO;
	}

	/**
	 * Records that ingestion does not accept scores.
	 * @param answer the description of the response
	 */
	void refused(String answer) {
		this.refused = this.ticks.getAsLong();
		if (!this.said) {
			this.said = true;
			logger.info("Langfuse does not accept scores at " + INGESTION + " (" + answer + "). They are sent to "
					+ SCORES + ", one by one, and " + INGESTION
					+ " is tried again every hour (langfuse.score.endpoint)");
		}
	}

	/**
	 * Ingestion takes scores.
	 */
	void taken() {
		this.refused = null;
	}

}
