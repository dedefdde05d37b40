package dev.langfuse4j.dataset;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.lang.Internal;
import reactor.core.publisher.Mono;

/**
 * Masks what is about to leave the application.
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
