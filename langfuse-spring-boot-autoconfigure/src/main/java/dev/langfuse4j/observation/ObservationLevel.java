/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

/**
 * The severity of an observation.
 *
 * @since 0.1.0
 */
public enum ObservationLevel {

	/**
	 * Of interest when looking for a fault.
	 */
	DEBUG,

	/**
	 * Normal.
	 */
	DEFAULT,

	/**
	 * Unexpected, but handled.
	 */
	WARNING,

	/**
	 * Failed.
	 */
	ERROR

}
