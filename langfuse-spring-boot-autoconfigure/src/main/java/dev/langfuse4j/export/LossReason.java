/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export;

import java.util.Locale;

/**
 * The reason for the loss of an observation.
 *
 * @since 0.1.0
 */
public enum LossReason {

	/**
	 * The queue was full, or an earlier observation of the trace found it so.
	 */
	QUEUE_FULL,

	/**
	 * The server rejected it for good, or kept failing on it while it took others.
	 */
	REJECTED,

	/**
	 * The server found it too large even when trimmed.
	 */
	TOO_LARGE,

	/**
	 * It could not be written as JSON.
	 */
	ENCODE_ERROR,

	/**
	 * It could not be masked: nothing leaves that is not.
	 */
	MASKED_OUT,

	/**
	 * An exporter of the application failed on it.
	 */
	EXPORTER_FAILED,

	/**
	 * The spill directory was full, and it was among the oldest there.
	 */
	SPILL_FULL,

	/**
	 * It lay in the spill directory for too long.
	 */
	SPILL_EXPIRED,

	/**
	 * The file in the spill directory that held it could not be read.
	 */
	SPILL_DAMAGED,

	/**
	 * Its project is not known, is disabled, or has no credentials.
	 */
	UNKNOWN_PROJECT,

	/**
	 * The application ended before it was delivered.
	 */
	SHUTDOWN,

	/**
	 * The application ended before it did.
	 */
	UNFINISHED;

	/**
	 * The reason as it is counted: lower case, with hyphens.
	 * @return the name of the reason
	 */
	public String value() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * The reason as words of a log line.
	 * @return the name of the reason in plain words
	 */
	public String text() {
		return value().replace('-', ' ');
	}

}
