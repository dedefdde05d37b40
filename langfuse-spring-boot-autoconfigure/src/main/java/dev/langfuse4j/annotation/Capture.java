/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.annotation;

/**
 * Whether a content is recorded: a method's arguments or its result.
 *
 * @since 0.1.0
 */
public enum Capture {

	/**
	 * Use the application's configuration, see {@code langfuse.capture}.
	 */
	INHERIT,

	/**
	 * Recorded, unless {@code langfuse.capture.mode=metadata-only} turns all content off.
	 */
	ON,

	/**
	 * Never recorded: the value is not looked at.
	 */
	OFF

}
