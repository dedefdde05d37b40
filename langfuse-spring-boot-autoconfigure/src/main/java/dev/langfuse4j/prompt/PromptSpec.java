/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.io.Resource;

/**
 * Says which version of a prompt is wanted. Immutable, so that it may be kept.
 *
 * @param <S> the type of the specification
 * @param <P> the type of prompt
 * @since 0.1.0
 */
public interface PromptSpec<S extends PromptSpec<S, P>, P extends Prompt<P>> {

	/**
	 * Selects the version with a label, {@code production} by default.
	 * @param label the label, such as {@code latest}
	 * @return a specification with the label instead of a version
	 */
	S label(String label);

	/**
	 * Selects a version by its number.
	 * @param version the number, starting at 1
	 * @return a specification with the version instead of a label
	 */
	S version(int version);

	/**
	 * Selects the version with one of several labels, chosen by weight. The same key
	 * gives the same label in all processes, as long as the weights do not change.
	 * @param weights the weight of each label, relative to each other, not negative
	 * @param key the key that the choice depends on, such as the ID of the user, or
	 * {@code null} to choose at random for each call
	 * @return a specification with one of the labels
	 */
	S abTest(Map<String, ? extends Number> weights, @Nullable String key);

	/**
	 * Sets how old a cached prompt may be, {@code langfuse.prompt.cache-ttl} by default.
	 * An older prompt is still returned, and refreshed in the background.
	 * @param ttl the age; with zero, each call requests the prompt from the server and
	 * nothing is cached
	 * @return a specification with the age
	 */
	S cacheTtl(Duration ttl);

	/**
	 * Takes a file where Langfuse cannot give the prompt, in the formats of those below
	 * {@code langfuse.prompt.fallback-location}. Without this, the file there with the
	 * name of the prompt is taken, if any.
	 * @param file the file
	 * @return a specification with the fallback
	 */
	S fallback(Resource file);

	/**
	 * Gets the prompt. If it is not cached, the call waits for the server, at most for
	 * {@code langfuse.prompt.timeout}.
	 * @return the prompt, which may be a fallback
	 * @throws PromptNotFoundException if there is neither a prompt nor a fallback
	 * @throws PromptTypeMismatchException if the prompt is of another type
	 * @throws PromptUnavailableException if the server cannot be reached and there is no
	 * fallback
	 * @throws IllegalStateException on a thread that must not block, if the prompt is not
	 * cached
	 */
	P get();

	/**
	 * Gets the prompt without blocking.
	 * @return the prompt, perhaps a fallback, or an error as of {@link #get()}
	 */
	Mono<P> mono();

}
