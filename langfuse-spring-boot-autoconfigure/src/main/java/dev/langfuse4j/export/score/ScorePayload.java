/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.score;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import dev.langfuse4j.export.delivery.BodyFormat;
import dev.langfuse4j.export.delivery.ItemOutcomes;
import dev.langfuse4j.export.delivery.Payload;
import dev.langfuse4j.export.delivery.PayloadRequest;
import dev.langfuse4j.export.delivery.RequestKind;
import dev.langfuse4j.http.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Scores that travel together. Whether they travel in one request or one by one is
 * decided each time they are sent.
 *
 * @param requests makes requests of them
 * @param items the scores
 */
record ScorePayload(ScoreRequests requests, List<ScoreItem> items) implements Payload {

	/**
	 * The rate that plans of Langfuse Cloud allow, at least those that are paid for: a
	 * thousand requests in a minute.
	 */
	private static final Duration PACE = Duration.ofMillis(60);

	@Override
	public RequestKind kind() {
		return this.requests;
	}

	/**
	 * The batch, also where it would be sent otherwise.
	 */
	@Override
	public byte[] body() {
		return ScoreEncoder.batch(this.items);
	}

	@Override
	public PayloadRequest request() {
		if (count() > 1 || this.requests.endpoint().isIngestion()) {
			return new PayloadRequest(ScoreEndpoint.INGESTION, body(), BodyFormat.JSON, false, Duration.ZERO);
		}
		return new PayloadRequest(ScoreEndpoint.SCORES, this.items.get(0).score(), BodyFormat.JSON, false, PACE);
	}

	@Override
	public int maxItems() {
		return this.requests.endpoint().isIngestion() ? Integer.MAX_VALUE : 1;
	}

	@Override
	public @Nullable ItemOutcomes items(PayloadRequest request, Outcome outcome) {
		if (!request.path().equals(ScoreEndpoint.INGESTION)) {
			return null;
		}
		boolean absent = outcome.status() == 404 || outcome.status() == 405 || outcome.status() == 410;
		if (absent && this.requests.endpoint().hasAlternative()) {
			this.requests.endpoint().refused("answered " + outcome.status());
			return ItemOutcomes.elsewhere(this);
		}
		if (outcome.kind() != Outcome.Kind.DELIVERED) {
			return null;
		}
		return items(IngestionAnswer.read(outcome.body()));
	}

	private @Nullable ItemOutcomes items(IngestionAnswer answer) {
		if (answer.isUnsupported() && this.requests.endpoint().hasAlternative()) {
			this.requests.endpoint().refused("it does not know the type of the event");
			Set<String> other = answer.unsupported();
			return new ItemOutcomes(part((item) -> !other.contains(item.eventId())),
					part((item) -> other.contains(item.eventId())), null, "", true);
		}
		this.requests.endpoint().taken();
		if (answer.isComplete() && answer.refused().isEmpty() && answer.later().isEmpty()) {
			return null;
		}
		Predicate<ScoreItem> again = (item) -> answer.isToBeSentAgain(item.eventId());
		Predicate<ScoreItem> refused = (item) -> answer.refused().contains(item.eventId());
		return new ItemOutcomes(part((item) -> !again.test(item) && !refused.test(item)), part(again), part(refused),
				answer.reason(), false);
	}

	private @Nullable ScorePayload part(Predicate<ScoreItem> belongs) {
		List<ScoreItem> members = this.items.stream().filter(belongs).toList();
		return members.isEmpty() ? null : new ScorePayload(this.requests, members);
	}

	@Override
	public int count() {
		return this.items.size();
	}

	@Override
	public long heldBytes() {
		return this.items.stream().mapToLong(ScoreItem::heldBytes).sum();
	}

	@Override
	public List<ScorePayload> split(int first) {
		return List.of(new ScorePayload(this.requests, this.items.subList(0, first)),
				new ScorePayload(this.requests, this.items.subList(first, count())));
	}

	@Override
	public @Nullable ScorePayload smaller() {
		ScoreItem smaller = this.items.get(0).smaller();
		return (smaller != null) ? new ScorePayload(this.requests, List.of(smaller)) : null;
	}

	/**
	 * Does nothing, because no other item depends on a score.
	 */
	@Override
	public void giveUp() {
	}

	/**
	 * Shows no content.
	 */
	@Override
	public String toString() {
		return "ScorePayload[" + count() + " scores]";
	}

}
