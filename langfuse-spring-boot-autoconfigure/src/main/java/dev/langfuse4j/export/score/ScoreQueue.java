/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.queue.ExportCounters;
import dev.langfuse4j.export.queue.QueueLedger;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.ProjectName;
import dev.langfuse4j.score.ScoreData;

/**
 * Queues the scores of a project from the application's threads, bounded by count and
 * bytes. A score keeps its place until it is settled. An offer never blocks. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ScoreQueue implements QueueLedger {

	private final LogOnce logger = new LogOnce(ScoreQueue.class);

	private final ProjectName project;

	private final ScoreSettings settings;

	private final ExportCounters statistics;

	private final Queue<ScoreData> waiting = new ConcurrentLinkedQueue<>();

	private final AtomicInteger waitingSize = new AtomicInteger();

	private final AtomicInteger heldSize = new AtomicInteger();

	private final AtomicLong heldBytes = new AtomicLong();

	private boolean closed;

	/**
	 * Creates an empty queue.
	 * @param project whose scores come here
	 * @param settings bounds
	 * @param statistics counts what becomes of them
	 */
	public ScoreQueue(ProjectName project, ScoreSettings settings, ExportCounters statistics) {
		this.project = project;
		this.settings = settings;
		this.statistics = statistics;
	}

	/**
	 * Takes a score in, if there is room.
	 * @param score the score
	 */
	public void offer(ScoreData score) {
		int weight = score.weight();
		boolean room = this.heldSize.incrementAndGet() <= this.settings.maxQueueSize();
		if (!(this.heldBytes.addAndGet(weight) <= this.settings.maxQueueBytes() && room)) {
			release(1, weight);
			this.statistics.countUnaccepted(LossReason.QUEUE_FULL, 1);
			full();
			return;
		}
		this.statistics.countAccepted();
		// Counted first: who counts what waits must not miss one that is there
		this.waitingSize.incrementAndGet();
		this.waiting.add(score);
	}

	/**
	 * Returns the number of scores in the queue.
	 * @return the count
	 */
	public int waiting() {
		return this.waitingSize.get();
	}

	/**
	 * Returns the number of scores that have a place: in the queue, or in a request under
	 * way.
	 * @return the count
	 */
	public int held() {
		return this.heldSize.get();
	}

	/**
	 * About how many bytes of memory these take.
	 * @return the bytes
	 */
	public long heldBytes() {
		return this.heldBytes.get();
	}

	/**
	 * Takes out the oldest scores.
	 * @param limit the maximum number
	 * @return the scores
	 */
	public List<ScoreData> take(int limit) {
		List<ScoreData> taken = new ArrayList<>(Math.min(limit, waiting() + 1));
		ScoreData next;
		while (taken.size() < limit && (next = this.waiting.poll()) != null) {
			this.waitingSize.decrementAndGet();
			taken.add(next);
		}
		return taken;
	}

	@Override
	public boolean isTight() {
		int maxSize = this.settings.maxQueueSize();
		long maxBytes = this.settings.maxQueueBytes();
		return held() > maxSize - maxSize / 4 || heldBytes() > maxBytes - maxBytes / 4;
	}

	@Override
	public ExportCounters statistics() {
		return this.statistics;
	}

	@Override
	public synchronized void delivered(int scores, long bytes) {
		if (!this.closed) {
			release(scores, bytes);
			this.statistics.countDelivered(scores);
		}
	}

	@Override
	public synchronized void lost(LossReason reason, int scores, long bytes) {
		if (!this.closed) {
			release(scores, bytes);
			this.statistics.countLost(reason, scores);
		}
	}

	@Override
	public synchronized void moved(int scores, long bytes) {
		if (!this.closed) {
			release(scores, bytes);
		}
	}

	/**
	 * Counts all that has a place as lost at the end. Later outcomes are not counted
	 * again.
	 */
	public synchronized void close() {
		this.closed = true;
		int held = held();
		release(held, heldBytes());
		this.statistics.countLost(LossReason.SHUTDOWN, held);
	}

	private void full() {
		this.logger.warn(this.project,
				() -> "Langfuse: the queue of scores" + this.project.mention(" of project '", "'")
						+ " is full. Scores are lost until there is room (langfuse.score.max-queue-size, "
						+ "langfuse.score.max-queue-bytes)");
	}

	private void release(int scores, long bytes) {
		this.heldSize.addAndGet(-scores);
		this.heldBytes.addAndGet(-bytes);
	}

}
