/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.ExportStatus;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.delivery.Delivery;
import dev.langfuse4j.export.delivery.DeliveryHistory;
import dev.langfuse4j.export.delivery.Payload;
import dev.langfuse4j.export.queue.Admission;
import dev.langfuse4j.export.queue.ExportCounters;
import dev.langfuse4j.export.score.ScoreMasking;
import dev.langfuse4j.export.score.ScoreQueue;
import dev.langfuse4j.export.score.ScoreRequests;
import dev.langfuse4j.http.LangfuseHttpClient;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.ProjectName;
import dev.langfuse4j.score.ScoreData;
import org.jspecify.annotations.Nullable;

/**
 * The way of one project's scores.
 */
final class ScoreExport extends SignalExport {

	private final LogOnce logger = new LogOnce(ScoreExport.class);

	private final Scoring scoring;

	private final Exporters exporters;

	private final ObservationMasking maskers;

	private final ScoreMasking masking;

	private final ScoreQueue queue;

	private final ExportListeners listeners = new ExportListeners();

	private final ScoreRequests requests;

	private final @Nullable Delivery delivery;

	/**
	 * Creates the way.
	 * @param client asks the server, or {@code null} where scores go to none
	 * @param beside the delivery of observations to the same server, if there is one
	 */
	ScoreExport(ProjectName project, ExportThread thread, ExportSettings settings, Scoring scoring,
			ObservationMasking masking, Exporters exporters, ExportCounters statistics, Admission admission,
			@Nullable String environment, @Nullable LangfuseHttpClient client, @Nullable Delivery beside) {
		super(thread, exporters, admission);
		this.scoring = scoring;
		this.exporters = exporters;
		this.maskers = masking;
		this.masking = new ScoreMasking(masking::content, masking::attribute);
		this.queue = new ScoreQueue(project, scoring.settings(), statistics);
		this.requests = new ScoreRequests(environment, scoring.settings().endpoint(), this::failedToEncode,
				System::nanoTime);
		this.delivery = (client != null) ? new Delivery(project, thread, client, this.requests, settings, this.queue,
				admission, this.listeners, beside) : null;
	}

	ScoreQueue queue() {
		return this.queue;
	}

	ExportListeners listeners() {
		return this.listeners;
	}

	ExportStatus status() {
		DeliveryHistory history = (this.delivery != null) ? this.delivery.history() : new DeliveryHistory();
		Long oldest = history.oldest();
		return new ExportStatus(this.delivery != null, history.breaker(), history.lastSuccess(), history.failures(),
				(oldest != null) ? Duration.ofNanos(System.nanoTime() - oldest) : null, held(),
				this.scoring.settings().maxQueueSize(), this.queue.heldBytes(), this.scoring.settings().maxQueueBytes(),
				(this.delivery != null) ? this.delivery.spilledBytes() : 0);
	}

	/**
	 * Whether anybody wants scores.
	 */
	boolean isWanted() {
		return this.delivery != null || this.scoring.exporters().any();
	}

	@Override
	int waiting() {
		return this.queue.waiting();
	}

	@Override
	int held() {
		return this.queue.held();
	}

	@Override
	boolean isBatch() {
		return this.queue.waiting() >= Math.min(ScoreRequests.MAX_ITEMS, this.scoring.settings().maxQueueSize() / 2);
	}

	@Override
	int batchSize() {
		return ScoreRequests.MAX_ITEMS;
	}

	@Override
	@Nullable Delivery delivery() {
		return this.delivery;
	}

	@Override
	void close() {
		this.queue.close();
	}

	@Override
	void exportNext(int limit) {
		List<ScoreData> taken = this.queue.take(limit);
		if (!admission().isOpen()) {
			taken.forEach((score) -> this.queue.lost(LossReason.UNKNOWN_PROJECT, 1, score.weight()));
			return;
		}
		List<ScoreData> scores = taken.stream().map(this::ready).filter(Objects::nonNull).toList();
		if (!scores.isEmpty()) {
			export(scores);
		}
	}

	/**
	 * Checks a score by its config, as far as that is known by now, and masks it.
	 * @return the score as it may leave, or {@code null} if it is lost
	 */
	private @Nullable ScoreData ready(ScoreData score) {
		try {
			if (this.exporters.isLate()) {
				// A masker that was never asked for cannot be had any more
				this.maskers.prepare();
			}
			ScoreData masked = this.masking.mask(this.scoring.configs().apply(score));
			this.queue.moved(0, (long) score.weight() - masked.weight());
			return masked;
		}
		catch (IllegalArgumentException ex) {
			this.logger.error(String.valueOf(ex.getMessage()),
					() -> "Langfuse: a score was not sent, because the server would drop it: " + ex.getMessage());
			this.queue.lost(LossReason.REJECTED, 1, score.weight());
		}
		catch (Throwable ex) {
			// Such as being out of memory: nothing leaves that is not masked
			this.queue.lost(LossReason.MASKED_OUT, 1, score.weight());
		}
		return null;
	}

	private void export(List<ScoreData> scores) {
		boolean exported = this.scoring.exporters().export(scores, this.exporters.isLate());
		if (this.delivery != null) {
			long start = System.nanoTime();
			List<Payload> payloads = this.requests.encode(scores);
			this.listeners.encoded(scores.size(), System.nanoTime() - start);
			this.delivery.add(payloads);
			return;
		}
		long bytes = scores.stream().mapToLong(ScoreData::weight).sum();
		if (exported) {
			this.queue.delivered(scores.size(), bytes);
		}
		else {
			this.queue.lost(this.exporters.isLate() ? LossReason.SHUTDOWN : LossReason.EXPORTER_FAILED, scores.size(),
					bytes);
		}
	}

	private void failedToEncode(ScoreData score) {
		if (this.delivery != null) {
			this.delivery.lost(LossReason.ENCODE_ERROR, score.weight());
		}
	}

}
