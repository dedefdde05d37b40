/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

import java.util.List;

import dev.langfuse4j.export.delivery.BodyFormat;
import dev.langfuse4j.export.delivery.Payload;
import dev.langfuse4j.export.delivery.RequestKind;
import org.jspecify.annotations.Nullable;

/**
 * A request whose observations are gone, or a part of one: all that is left is its body.
 *
 * @param kind the kind of request
 * @param count how many observations it carries
 * @param format the format of the body
 * @param body the request's body, compressed with gzip
 */
record StoredObservations(RequestKind kind, int count, BodyFormat format, byte[] body) implements Payload {

	/**
	 * Returns 0, because requests on disk have no place in the queue.
	 */
	@Override
	public long heldBytes() {
		return 0;
	}

	@Override
	public List<StoredObservations> split(int first) {
		byte[] whole = Gzip.expand(this.body);
		List<byte[]> parts = (this.format == BodyFormat.PROTOBUF) ? ProtobufRequests.split(whole, first)
				: JsonRequests.split(whole, first);
		return List.of(with(first, parts.get(0)), with(this.count - first, parts.get(1)));
	}

	@Override
	public @Nullable StoredObservations smaller() {
		byte[] whole = Gzip.expand(this.body);
		byte[] smaller = (this.format == BodyFormat.PROTOBUF) ? ProtobufRequests.trim(whole) : JsonRequests.trim(whole);
		return (smaller != null) ? with(this.count, smaller) : null;
	}

	private StoredObservations with(int items, byte[] expanded) {
		return new StoredObservations(this.kind, items, this.format, Gzip.compress(expanded));
	}

	/**
	 * Does nothing, because stored observations cannot be assigned to traces.
	 */
	@Override
	public void giveUp() {
	}

}
