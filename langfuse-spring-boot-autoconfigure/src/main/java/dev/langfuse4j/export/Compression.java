/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export;

/**
 * Whether requests with observations are compressed with gzip. Requests in the spill
 * directory are compressed in any case, and are sent as they are there.
 *
 * @since 0.1.0
 */
public enum Compression {

	/**
	 * Compress requests, unless the export thread cannot keep up with the observations
	 * and the connection is fast.
	 */
	AUTO,

	/**
	 * Compress each request.
	 */
	GZIP,

	/**
	 * Send requests uncompressed.
	 */
	NONE

}
