/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

/**
 * Says that an average cannot be calculated, as not all items have completed and have the
 * score.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class IncompleteExperimentException extends IllegalStateException {

	IncompleteExperimentException(String message) {
		super(message);
	}

}
