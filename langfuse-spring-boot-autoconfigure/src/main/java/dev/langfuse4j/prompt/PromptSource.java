/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Source of prompts.
 */
@FunctionalInterface
interface PromptSource {

	/**
	 * Requests a prompt, without blocking.
	 * @param key the key of the prompt
	 * @param etag the known ETag, or {@code null}
	 * @return the result
	 */
	Mono<Fetched> fetch(PromptKey key, @Nullable String etag);

}
