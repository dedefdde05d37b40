/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.ExportStatus;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.delivery.Delivery;
import dev.langfuse4j.export.delivery.DeliveryHistory;
import dev.langfuse4j.export.delivery.Payload;
import dev.langfuse4j.export.otlp.ObservationRequests;
import dev.langfuse4j.export.queue.Admission;
import dev.langfuse4j.export.queue.DeliveryLedger;
import dev.langfuse4j.export.queue.ExportCounters;
import dev.langfuse4j.export.queue.Intake;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.LangfuseClients;
import dev.langfuse4j.http.LangfuseHttpClient;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ProjectName;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The way of one project's observations: its share of the queue, its account and its
 * delivery. None of it is shared with other projects, so that no project is slowed down
 * by the server of another. Touched by the export thread only, but for the intake and the
 * account.
 */
final class ProjectExport extends SignalExport {

	private final ExportSettings settings;

	private final ObservationMasking masking;

	private final DuplicateGuard duplicates;

	private final Exporters exporters;

	private final ExportCounters statistics;

	private final Intake intake;

	private final DeliveryLedger ledger;

	private final ExportListeners listeners = new ExportListeners();

	private final ObservationRequests requests;

	private final @Nullable Delivery delivery;

	private final ScoreExport scores;

	ProjectExport(ProjectName project, Destination destination, ExportThread thread, ExportSettings settings,
			Scoring scoring, ObservationMasking masking, Exporters exporters, ExportCounters statistics,
			ExportCounters scoreStatistics, LangfuseClients clients) {
		super(thread, exporters, admission(thread, destination, client(destination, clients)));
		this.settings = settings;
		this.masking = masking;
		this.duplicates = new DuplicateGuard(settings.duplicates());
		this.exporters = exporters;
		this.statistics = statistics;
		this.intake = new Intake(project, settings, statistics);
		this.ledger = this.intake.ledger();
		this.requests = new ObservationRequests(destination.encoder(), settings.maxBatchBytes(), settings.compression(),
				this::failedToEncode);
		LangfuseHttpClient client = client(destination, clients);
		this.delivery = (client != null) ? new Delivery(project, thread, client, this.requests, settings, this.ledger,
				admission(), this.listeners) : null;
		boolean langfuse = client != null && client.connection().credentials() != null;
		// A Collector takes no scores
		LangfuseHttpClient scored = langfuse ? client : clients.find(project.value());
		this.scores = new ScoreExport(project, thread, settings, scoring, masking, exporters, scoreStatistics,
				langfuse ? admission() : admission(thread, destination, scored), destination.encoder().environment(),
				scored, langfuse ? this.delivery : null);
	}

	private static @Nullable LangfuseHttpClient client(Destination destination, LangfuseClients clients) {
		Connection connection = destination.connection();
		return (connection != null) ? clients.get(connection) : null;
	}

	private static Admission admission(ExportThread thread, Destination destination,
			@Nullable LangfuseHttpClient client) {
		return new Admission(thread::execute, destination.enabled(),
				(client != null) ? client::hasCredentials : () -> Mono.just(false), System::nanoTime);
	}

	ExportCounters statistics() {
		return this.statistics;
	}

	Intake intake() {
		return this.intake;
	}

	DeliveryLedger ledger() {
		return this.ledger;
	}

	@Override
	@Nullable Delivery delivery() {
		return this.delivery;
	}

	/**
	 * Returns the number of requests that were sent uncompressed.
	 */
	long uncompressed() {
		return (this.delivery != null) ? this.delivery.history().uncompressed() : 0;
	}

	DuplicateGuard duplicates() {
		return this.duplicates;
	}

	/**
	 * Returns the way of the scores.
	 */
	ScoreExport scores() {
		return this.scores;
	}

	ExportListeners listeners() {
		return this.listeners;
	}

	ExportStatus status() {
		DeliveryHistory history = (this.delivery != null) ? this.delivery.history() : new DeliveryHistory();
		Long oldest = history.oldest();
		return new ExportStatus(this.delivery != null, history.breaker(), history.lastSuccess(), history.failures(),
				(oldest != null) ? Duration.ofNanos(System.nanoTime() - oldest) : null, this.intake.held(),
				this.settings.maxQueueSize(), this.intake.heldBytes(), this.settings.maxQueueBytes(),
				(this.delivery != null) ? this.delivery.spilledBytes() : 0);
	}

	@Override
	int waiting() {
		return this.intake.waiting();
	}

	@Override
	int held() {
		return this.intake.held();
	}

	@Override
	boolean isBatch() {
		return this.intake.isBatch();
	}

	@Override
	int batchSize() {
		return this.settings.flushAt();
	}

	@Override
	void close() {
		this.ledger.close();
	}

	@Override
	boolean isCongested(int limit) {
		return this.delivery != null && this.delivery.isCongested(this.intake.waiting() - limit >= batchSize());
	}

	@Override
	void exportNext(int limit) {
		Deque<ObservationData> taken = new ArrayDeque<>(this.intake.take(limit));
		if (!admission().isOpen()) {
			taken.forEach((observation) -> this.ledger.lost(LossReason.UNKNOWN_PROJECT, observation));
			return;
		}
		List<ObservationData> observations = masked(taken);
		if (!observations.isEmpty()) {
			export(observations);
		}
	}

	private void export(List<ObservationData> observations) {
		boolean exported = this.exporters.export(observations);
		if (this.delivery != null) {
			deliver(observations, this.delivery);
			return;
		}
		long bytes = observations.stream().mapToLong(ObservationData::weight).sum();
		if (exported) {
			this.ledger.delivered(observations.size(), bytes);
		}
		else {
			this.ledger.lost(this.exporters.isLate() ? LossReason.SHUTDOWN : LossReason.EXPORTER_FAILED,
					observations.size(), bytes);
		}
	}

	private void deliver(List<ObservationData> observations, Delivery delivery) {
		long start = System.nanoTime();
		List<Payload> payloads = this.requests.encode(observations, delivery.uncompressed(this.intake.isBatch()));
		this.listeners.encoded(observations.size(), System.nanoTime() - start);
		delivery.add(payloads);
	}

	private void failedToEncode(ObservationData observation) {
		if (this.delivery != null) {
			this.delivery.lost(LossReason.ENCODE_ERROR, observation.weight());
		}
	}

	/**
	 * Masks each and lets go of the original.
	 */
	private List<ObservationData> masked(Deque<ObservationData> taken) {
		List<ObservationData> masked = new ArrayList<>(taken.size());
		ObservationMasking.Pass pass = this.masking.pass();
		ObservationData observation;
		while ((observation = taken.poll()) != null) {
			try {
				if (this.exporters.isLate()) {
					// A masker that was never asked for cannot be had any more
					this.masking.prepare();
				}
				DuplicateGuard.Repetition repetition = this.duplicates.next(observation);
				ObservationData result = pass.mask(observation);
				if (repetition != null) {
					result = this.duplicates.mark(result, repetition);
				}
				this.ledger.masked(observation, result);
				masked.add(result);
			}
			catch (Throwable ex) {
				// Such as being out of memory: nothing leaves that is not masked
				this.ledger.lost(LossReason.MASKED_OUT, observation);
			}
		}
		return masked;
	}

}
