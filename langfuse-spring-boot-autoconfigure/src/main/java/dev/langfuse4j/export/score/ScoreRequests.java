/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.score;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import dev.langfuse4j.export.delivery.BodyFormat;
import dev.langfuse4j.export.delivery.Payload;
import dev.langfuse4j.export.delivery.RequestKind;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.score.ScoreData;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes requests of scores that do not exceed a size. Used by the export thread.
 *
 * @since 0.1.0
 */
@Internal
public final class ScoreRequests implements RequestKind {

	/**
	 * The scores in a request, at most.
	 */
	public static final int MAX_ITEMS = 100;

	private static final int CODE = 1;

	private static final int MAX_BYTES = 1_000_000;

	private final ScoreEncoder encoder;

	private final ScoreEndpoint endpoint;

	private final Consumer<ScoreData> failed;

	/**
	 * Creates requests.
	 * @param environment the environment of scores that have none of their own
	 * @param mode where scores are sent
	 * @param failed gets those that cannot be encoded
	 * @param ticks the clock, in nanoseconds
	 */
	public ScoreRequests(@Nullable String environment, ScoreEndpointMode mode, Consumer<ScoreData> failed,
			LongSupplier ticks) {
		this.encoder = new ScoreEncoder(environment);
		this.endpoint = new ScoreEndpoint(mode, ticks);
		this.failed = failed;
	}

	ScoreEndpoint endpoint() {
		return this.endpoint;
	}

	@Override
	public String path() {
		return ScoreEndpoint.INGESTION;
	}

	@Override
	public String items() {
		return "scores";
	}

	@Override
	public int code() {
		return CODE;
	}

	@Override
	public Payload stored(int count, BodyFormat format, byte[] body) {
		List<ScoreItem> items = new ArrayList<>(count);
		for (JsonNode event : JsonMapper.shared().readTree(body).path("batch")) {
			items.add(ScoreItem.stored(event));
		}
		if (items.size() != count) {
			throw new IllegalStateException("There are not as many scores as there were");
		}
		return new ScorePayload(this, items);
	}

	/**
	 * Encodes scores, each on its own so that one that cannot be encoded does not take
	 * others with it. Never throws.
	 * @param scores the scores
	 * @return the requests
	 */
	public List<Payload> encode(List<ScoreData> scores) {
		List<Payload> requests = new ArrayList<>();
		List<ScoreItem> items = new ArrayList<>(Math.min(MAX_ITEMS, scores.size()));
		long bytes = 0;
		for (ScoreData score : scores) {
			ScoreItem item;
			try {
				item = this.encoder.item(score);
			}
			catch (Throwable ex) {
				this.failed.accept(score);
				continue;
			}
			if (!items.isEmpty() && (items.size() == MAX_ITEMS || bytes + item.event().length > MAX_BYTES)) {
				requests.add(new ScorePayload(this, List.copyOf(items)));
				items.clear();
				bytes = 0;
			}
			items.add(item);
			bytes += item.event().length;
		}
		if (!items.isEmpty()) {
			requests.add(new ScorePayload(this, List.copyOf(items)));
		}
		return requests;
	}

}
