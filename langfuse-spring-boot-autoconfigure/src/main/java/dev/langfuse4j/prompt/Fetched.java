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
	 * It is still what the request named by its ETag.
	 */
	record NotModified() implements Fetched {

	}

	/**
	 * The server says that there is none.
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
