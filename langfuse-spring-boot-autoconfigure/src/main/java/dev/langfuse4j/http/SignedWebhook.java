/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Receives signed requests of Langfuse, whatever server they reach. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public interface SignedWebhook {

	/**
	 * Returns how many bytes of a body are read.
	 * @return the maximum
	 */
	int maxBody();

	/**
	 * Receives a request, without blocking.
	 * @param signature the header {@value WebhookSignature#HEADER}, if there is one
	 * @param body the body as it came, of at most {@link #maxBody()} bytes
	 * @return the status to answer with
	 */
	int receive(@Nullable String signature, byte[] body);

}
