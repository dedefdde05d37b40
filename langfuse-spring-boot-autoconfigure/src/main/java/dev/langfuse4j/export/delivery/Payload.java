/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.time.Duration;
import java.util.List;

import dev.langfuse4j.http.Outcome;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The content of a request. Immutable; used by the export thread.
 *
 * @since 0.1.0
 */
@Internal
public interface Payload {

	/**
	 * The kind of request.
	 * @return the kind
	 */
	RequestKind kind();

	/**
	 * Returns the body of the request, as it is stored on disk.
	 * @return the same bytes each time
	 */
	byte[] body();

	/**
	 * The format of the body. By default JSON.
	 * @return the format
	 */
	default BodyFormat format() {
		return BodyFormat.JSON;
	}

	/**
	 * The request that it makes right now. By default the body, compressed with gzip,
	 * goes to the path of its kind.
	 * @return the request
	 */
	default PayloadRequest request() {
		return new PayloadRequest(kind().path(), body(), format(), true, Duration.ZERO);
	}

	/**
	 * The same items in a request that is compressed. By default {@code null}.
	 * @return the payload, or {@code null} if it is compressed already, or must not be
	 */
	default @Nullable Payload compressed() {
		return null;
	}

	/**
	 * Returns the maximum number of items in one request at the moment.
	 * @return the count, at least one
	 */
	default int maxItems() {
		return Integer.MAX_VALUE;
	}

	/**
	 * Returns the result of each item, if a response reports them.
	 * @param request the request that this made
	 * @param outcome the answer to it
	 * @return the outcomes, or {@code null} if the answer holds for all items alike
	 */
	default @Nullable ItemOutcomes items(PayloadRequest request, Outcome outcome) {
		return null;
	}

	/**
	 * Returns the number of items.
	 * @return the count, at least one
	 */
	int count();

	/**
	 * Returns the number of bytes that the items take in the queue.
	 * @return the approximate number of bytes, or 0 if the items are not in the queue
	 */
	long heldBytes();

	/**
	 * Divides it.
	 * @param first how many items go into the first part
	 * @return the parts, without items that cannot be encoded any more, of which nothing
	 * may be left
	 * @throws RuntimeException if it cannot be divided
	 */
	List<? extends Payload> split(int first);

	/**
	 * A smaller version of a payload with a single item.
	 * @return the smaller one, or {@code null} if nothing is worth cutting
	 * @throws RuntimeException if it cannot be made smaller
	 */
	@Nullable Payload smaller();

	/**
	 * Gives the items up to make room: what belongs to them is not worth sending either.
	 */
	void giveUp();

}
