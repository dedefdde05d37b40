/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.time.Duration;
import java.time.Instant;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Reads the delay that a server requests.
 *
 * @since 0.1.0
 */
@Internal
public final class RetryAfter {

	private RetryAfter() {
	}

	/**
	 * Reads the header, in either of its forms.
	 * @param headers the headers of an answer
	 * @param now the time that a date is compared to
	 * @return how long to wait, or {@code null} if the server does not say
	 */
	public static @Nullable Duration read(HttpHeaders headers, Instant now) {
		return OutcomeRules.retryAfter(headers.getFirst(HttpHeaders.RETRY_AFTER), now);
	}

}
