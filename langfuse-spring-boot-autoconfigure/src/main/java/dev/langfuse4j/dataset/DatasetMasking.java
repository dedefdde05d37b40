/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.lang.Internal;
import reactor.core.publisher.Mono;

/**
 * Masks what is about to leave the application.
 *
 * @since 0.1.0
 */
@Internal
@FunctionalInterface
public interface DatasetMasking {

	/**
	 * Masks a content.
	 * @param content the content
	 * @param maxTextLength the characters kept of each text
	 * @return the content as it may leave; an error, or no signal at all, if it cannot be
	 * masked any more
	 */
	Mono<CapturedContent> mask(CapturedContent content, int maxTextLength);

}
