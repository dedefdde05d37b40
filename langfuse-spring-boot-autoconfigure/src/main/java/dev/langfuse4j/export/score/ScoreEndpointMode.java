/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.score;

import dev.langfuse4j.lang.Internal;

/**
 * The endpoint of the server that scores are sent to.
 *
 * @since 0.1.0
 */
@Internal
public enum ScoreEndpointMode {

	/**
	 * In batches to the endpoint for ingestion. While the server does not take scores
	 * there, one by one to the endpoint for scores.
	 */
	AUTO,

	/**
	 * In batches to the endpoint for ingestion.
	 */
	INGESTION,

	/**
	 * One by one to the endpoint for scores.
	 */
	SCORES

}
