/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.langfuse4j.export.Compression;
import dev.langfuse4j.export.delivery.BodyFormat;
import dev.langfuse4j.export.delivery.Payload;
import dev.langfuse4j.export.delivery.RequestKind;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests of observations that do not exceed a size. Used by the export thread.
 *
 * @since 0.1.0
 */
@Internal
public final class ObservationRequests implements RequestKind {

	private final OtlpEncoder encoder;

	private final int maxBytes;

	private final boolean compressing;

	private final Consumer<ObservationData> failed;

	/**
	 * Creates requests.
	 * @param encoder writes them
	 * @param maxBytes the uncompressed bytes of a request
	 * @param compression whether requests are compressed
	 * @param failed gets those that cannot be encoded
	 */
	public ObservationRequests(OtlpEncoder encoder, int maxBytes, Compression compression,
			Consumer<ObservationData> failed) {
		this.encoder = encoder;
		this.maxBytes = maxBytes;
		this.compressing = compression != Compression.NONE;
		this.failed = failed;
	}

	@Override
	public String path() {
		return OtlpEncoder.PATH;
	}

	@Override
	public String items() {
		return "observations";
	}

	@Override
	public String contents() {
		return "traces";
	}

	@Override
	public Payload stored(int count, BodyFormat format, byte[] body) {
		return new StoredObservations(this, count, format, body);
	}

	/**
	 * Whether requests may be sent compressed.
	 */
	boolean isCompressing() {
		return this.compressing;
	}

	/**
	 * Encodes observations as requests that are compressed in memory.
	 * @param observations the observations
	 * @return the requests
	 */
	List<Payload> encode(List<ObservationData> observations) {
		return encode(observations, 0);
	}

	/**
	 * Encodes observations, each on its own so that one that cannot be encoded, for
	 * whatever reason, does not take others with it. Never throws.
	 * @param observations the observations
	 * @param uncompressed how many requests are not compressed, the first ones
	 * @return the requests
	 */
	public List<Payload> encode(List<ObservationData> observations, int uncompressed) {
		List<Payload> requests = new ArrayList<>();
		List<ObservationData> members = new ArrayList<>(observations.size());
		List<byte[]> spans = new ArrayList<>(observations.size());
		long bytes = 0;
		for (ObservationData observation : observations) {
			byte[] span;
			try {
				span = this.encoder.span(observation);
			}
			catch (Throwable ex) {
				this.failed.accept(observation);
				continue;
			}
			if (!spans.isEmpty() && bytes + span.length > this.maxBytes) {
				addTo(requests, members, spans, uncompressed);
				members = new ArrayList<>();
				spans = new ArrayList<>();
				bytes = 0;
			}
			members.add(observation);
			spans.add(span);
			bytes += span.length;
		}
		if (!spans.isEmpty()) {
			addTo(requests, members, spans, uncompressed);
		}
		return requests;
	}

	private void addTo(List<Payload> requests, List<ObservationData> members, List<byte[]> spans, int uncompressed) {
		try {
			long weight = members.stream().mapToLong(ObservationData::weight).sum();
			RequestBody body = body(spans);
			requests.add(new ObservationPayload(this, List.copyOf(members),
					(requests.size() < uncompressed) ? body : body.compress(), weight));
		}
		catch (Throwable ex) {
			members.forEach(this.failed);
		}
	}

	/**
	 * Encodes a smaller version of a single observation, which holds its old place in the
	 * queue.
	 * @return the request, or {@code null} if it cannot be smaller
	 */
	@Nullable Payload smaller(ObservationData observation, long heldBytes) {
		ObservationData smaller = TooLarge.trim(observation);
		if (smaller == null) {
			return null;
		}
		RequestBody body = body(List.of(this.encoder.span(smaller))).compress();
		return new ObservationPayload(this, List.of(smaller), body, heldBytes);
	}

	private RequestBody body(List<byte[]> spans) {
		return new RequestBody(this.encoder.request(spans), false);
	}

}
