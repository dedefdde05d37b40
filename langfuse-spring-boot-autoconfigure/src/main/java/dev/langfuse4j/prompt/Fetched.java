/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import org.jspecify.annotations.Nullable;

/**
 * The result of a request for a prompt.
 */
sealed interface Fetched {

	/**
	 * The server has it.
	 *
	 * @param prompt the prompt
	 * @param etag what to ask with next time, if the server said so
	 */
	record Found(PromptVersion prompt, @Nullable String etag) implements Fetched {

	}

	/**
	 * The prompt has not changed since the ETag of the request.
	 */
	record NotModified() implements Fetched {

	}

	/**
	 * The server has no such prompt.
	 */
	record NotFound() implements Fetched {

	}

	/**
	 * The server did not say.
	 *
	 * @param problem why, as the end of a sentence about the server, fit for a log
	 */
	record Failed(String problem) implements Fetched {

	}

}
