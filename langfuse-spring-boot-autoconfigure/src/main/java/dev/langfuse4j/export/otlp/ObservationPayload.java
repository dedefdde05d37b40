/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.export.delivery.BodyFormat;
import dev.langfuse4j.export.delivery.Payload;
import dev.langfuse4j.export.delivery.RequestKind;
import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * The observations of one request.
 *
 * @param requests creates requests for parts
 * @param observations the observations
 * @param body the request's body, compressed with gzip
 * @param heldBytes the number of bytes that the observations weigh in the queue
 */
record ObservationPayload(ObservationRequests requests, List<ObservationData> observations, byte[] body,
		long heldBytes) implements Payload {

	@Override
	public RequestKind kind() {
		return this.requests;
	}

	@Override
	public BodyFormat format() {
		return BodyFormat.PROTOBUF;
	}

	@Override
	public int count() {
		return this.observations.size();
	}

	@Override
	public List<Payload> split(int first) {
		List<Payload> parts = new ArrayList<>(this.requests.encode(this.observations.subList(0, first)));
		parts.addAll(this.requests.encode(this.observations.subList(first, count())));
		return parts;
	}

	@Override
	public @Nullable Payload smaller() {
		return this.requests.smaller(this.observations.get(0), this.heldBytes);
	}

	/**
	 * A tree with holes misleads.
	 */
	@Override
	public void giveUp() {
		this.observations.forEach((observation) -> observation.trace().markIncomplete());
	}

}
