/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.lang.Internal;

/**
 * Whether to verify the credentials on startup.
 *
 * @since 0.1.0
 */
@Internal
public enum StartupCheckMode {

	/**
	 * It is not asked before there is something to send.
	 */
	OFF,

	/**
	 * Verify the credentials in the background and log the result.
	 */
	LOG,

	/**
	 * Verify the credentials, and fail startup if verification is unsuccessful.
	 */
	FAIL

}
