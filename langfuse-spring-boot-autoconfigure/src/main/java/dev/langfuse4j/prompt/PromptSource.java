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
	 * @param key which prompt
	 * @param etag what is known already, or {@code null}
	 * @return what became of it
	 */
	Mono<Fetched> fetch(PromptKey key, @Nullable String etag);

}
