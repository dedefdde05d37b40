package dev.langfuse4j.prompt;

import java.time.Duration;

/**
 * How prompts are fetched and kept. Wiring: made from {@code langfuse.prompt.*}.
 *
 * @param cacheTtl how old a cached prompt may be
 * @param timeout how long a request of the application may wait for the server
 * @param retries how often a request is sent again
 * @param maxEntries how many prompts are kept
 */
public record PromptSettings(Duration cacheTtl, Duration timeout, int retries, int maxEntries) {

}
