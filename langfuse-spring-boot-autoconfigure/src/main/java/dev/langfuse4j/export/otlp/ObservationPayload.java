/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.export.delivery.BodyFormat;
import dev.langfuse4j.export.delivery.Payload;
import dev.langfuse4j.export.delivery.PayloadRequest;
import dev.langfuse4j.export.delivery.RequestKind;
import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * The observations of one request.
 *
 * @param requests creates requests for parts
 * @param observations the observations
 * @param encoded the request's body as it waits
 * @param heldBytes the number of bytes that the observations weigh in the queue
 */
record ObservationPayload(ObservationRequests requests, List<ObservationData> observations, RequestBody encoded,
		long heldBytes) implements Payload {

	@Override
	public RequestKind kind() {
		return this.requests;
	}

	@Override
	public BodyFormat format() {
		return BodyFormat.PROTOBUF;
	}

	/**
	 * Returns the compressed body, because what is stored on disk is compressed.
	 */
	@Override
	public byte[] body() {
		return this.encoded.compress().bytes();
	}

	@Override
	public PayloadRequest request() {
		RequestBody sent = this.requests.isCompressing() ? this.encoded : this.encoded.expand();
		return new PayloadRequest(kind().path(), sent.bytes(), format(), sent.compressed(), Duration.ZERO);
	}

	@Override
	public @Nullable Payload compressed() {
		return (this.requests.isCompressing() && !this.encoded.compressed())
				? new ObservationPayload(this.requests, this.observations, this.encoded.compress(), this.heldBytes)
				: null;
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
