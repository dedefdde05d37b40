/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.queue;

import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.QueueOverflow;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ProjectName;

/**
 * Accepts observations from the application's threads for the export thread. An
 * observation without room is lost, with the rest of its trace. An offer never blocks.
 * Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class Intake {

	/**
	 * Maximum number of old observations to drop for a new one.
	 */
	private static final int MAX_EVICTIONS = 64;

	private final LogOnce logger = new LogOnce(Intake.class);

	private final ProjectName project;

	private final ExportSettings settings;

	private final ObservationQueue queue;

	private final ExportCounters statistics;

	private final DeliveryLedger ledger;

	private final int batchSize;

	private final long batchBytes;

	/**
	 * Creates an intake.
	 * @param project whose observations come here
	 * @param settings bounds
	 * @param statistics counts what becomes of them
	 */
	public Intake(ProjectName project, ExportSettings settings, ExportCounters statistics) {
		this.project = project;
		this.settings = settings;
		this.batchSize = Math.min(settings.flushAt(), settings.maxQueueSize() - settings.maxQueueSize() / 2);
		this.batchBytes = Math.min(settings.maxBatchBytes(), settings.maxQueueBytes() / 2);
		this.queue = new ObservationQueue(settings.maxQueueSize(), settings.maxQueueBytes());
		this.statistics = statistics;
		this.ledger = new DeliveryLedger(this.queue, statistics);
	}

	/**
	 * Returns the ledger that settles accepted observations.
	 * @return the ledger of this intake
	 */
	public DeliveryLedger ledger() {
		return this.ledger;
	}

	/**
	 * Returns the number of observations in the queue.
	 * @return the count
	 */
	public int waiting() {
		return this.queue.waiting();
	}

	/**
	 * Returns the number of observations that have a place: in the queue, or in a request
	 * under way.
	 * @return the count
	 */
	public int held() {
		return this.queue.held();
	}

	/**
	 * About how many bytes of memory these take.
	 * @return the bytes
	 */
	public long heldBytes() {
		return this.queue.heldBytes();
	}

	/**
	 * Takes an observation in, if there is room.
	 * @param observation the observation
	 * @return whether it has a place
	 */
	public boolean offer(ObservationData observation) {
		if (observation.trace().isIncomplete() || !(this.queue.offer(observation) || makeRoom(observation))) {
			observation.trace().markIncomplete();
			this.statistics.countUnaccepted(LossReason.QUEUE_FULL, 1);
			full();
			return false;
		}
		this.statistics.countAccepted();
		return true;
	}

	/**
	 * Whether the queue should be exported before the interval: because it has a full
	 * batch, or is half full.
	 * @return whether a batch should leave now
	 */
	public boolean isBatch() {
		return this.queue.waiting() >= this.batchSize || this.queue.waitingBytes() >= this.batchBytes;
	}

	/**
	 * Takes out the oldest observations. The rest of an incomplete trace is skipped.
	 * @param limit the maximum number
	 * @return the observations
	 */
	public List<ObservationData> take(int limit) {
		List<ObservationData> taken = this.queue.poll(limit);
		if (this.settings.overflow() == QueueOverflow.DROP_NEWEST) {
			return taken;
		}
		List<ObservationData> whole = new ArrayList<>(taken.size());
		for (ObservationData observation : taken) {
			if (observation.trace().isIncomplete()) {
				this.queue.letGo(observation);
				this.queue.release(1, observation.weight());
				this.statistics.countLost(LossReason.QUEUE_FULL, 1);
			}
			else {
				whole.add(observation);
			}
		}
		return whole;
	}

	private boolean makeRoom(ObservationData observation) {
		if (this.settings.overflow() == QueueOverflow.DROP_NEWEST) {
			return false;
		}
		for (int i = 0; i < MAX_EVICTIONS; i++) {
			ObservationData oldest = this.queue.evict();
			if (oldest == null) {
				return false;
			}
			oldest.trace().markIncomplete();
			this.statistics.countLost(LossReason.QUEUE_FULL, 1);
			full();
			if (!observation.trace().isIncomplete() && this.queue.offer(observation)) {
				return true;
			}
		}
		return false;
	}

	private void full() {
		String whose = this.project.mention(" of project '", "'");
		this.logger.warn(LossReason.QUEUE_FULL,
				() -> "Langfuse: the export queue" + whose
						+ " is full. Traces are lost until there is room (langfuse.export.max-queue-size, "
						+ "langfuse.export.max-queue-bytes)");
	}

}
