/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import dev.langfuse4j.lang.Internal;

/**
 * Stands for a value that is not recorded because it is secret.
 *
 * @since 0.1.0
 */
@Internal
public enum Redaction {

	/**
	 * The value that is recorded in its place.
	 */
	VALUE;

	/**
	 * The text shown in place of a redacted value.
	 */
	public static final String MARKER = "<redacted>";

}
