/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The results of the items of a payload, if a response reports each of them. Each item is
 * in one of the parts.
 *
 * @param delivered those that the server has, or {@code null} for none
 * @param again those to be sent again, or {@code null} for none
 * @param refused those that the server will never take, or {@code null} for none
 * @param reason why it does not take the first of those, from outside: escape before
 * logging
 * @param elsewhere whether those to be sent again go another way at once, so that the
 * answer says nothing of the server
 * @since 0.1.0
 */
@Internal
public record ItemOutcomes(@Nullable Payload delivered, @Nullable Payload again, @Nullable Payload refused,
		String reason, boolean elsewhere) {

	/**
	 * All items go another way.
	 * @param all the payload as it was sent
	 * @return the outcomes
	 */
	public static ItemOutcomes elsewhere(Payload all) {
		return new ItemOutcomes(null, all, null, "", true);
	}

}
