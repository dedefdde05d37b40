/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export;

import java.time.Instant;

import dev.langfuse4j.lang.Internal;

/**
 * A request that did not deliver.
 *
 * @param time when
 * @param cause what happened, in our words: neither a secret nor text of the server
 * @since 0.1.0
 */
@Internal
public record ExportFailure(Instant time, String cause) {

	/**
	 * Creates a failure.
	 * @param time when
	 * @param cause what happened, in our words: neither a secret nor text of the server
	 */
	@Internal
	public ExportFailure {
	}

}
