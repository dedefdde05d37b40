/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.feedback;

import org.jspecify.annotations.Nullable;

/**
 * The feedback of one user under one name.
 *
 * @param id the id of the score, the same for each vote of that user under that name
 * @param target the target
 * @param name the name
 * @param value a {@link Boolean}, a {@link Double}, or a category
 * @param comment the comment, without control characters
 */
record FeedbackVote(String id, FeedbackTarget target, String name, Object value, @Nullable String comment) {

	/**
	 * Only contains the target, because the text of a user must not be logged.
	 */
	@Override
	public String toString() {
		return "FeedbackVote[" + this.target.traceId() + "]";
	}

}
