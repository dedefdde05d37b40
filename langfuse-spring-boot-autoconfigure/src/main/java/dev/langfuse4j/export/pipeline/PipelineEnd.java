/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.delivery.Delivery;
import dev.langfuse4j.export.queue.ExportCounters;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Sends the remaining observations when the application ends, and stores the others on
 * disk, within the available time. Used by the thread that ends the application.
 */
final class PipelineEnd {

	private static final Log logger = LogFactory.getLog(ExportPipeline.class);

	private final ExportThread thread;

	private final ProjectExports projects;

	private final Flushes flushes;

	private final boolean spills;

	private final Patience patience;

	/**
	 * Creates an end.
	 * @param timeout how long the application may be kept waiting
	 * @param spills whether anything is kept on disk
	 */
	PipelineEnd(ExportThread thread, ProjectExports projects, Flushes flushes, Duration timeout, boolean spills) {
		this.thread = thread;
		this.projects = projects;
		this.flushes = flushes;
		this.spills = spills;
		this.patience = new Patience(timeout, spills);
	}

	/**
	 * The application starts, or has started.
	 */
	void starting(boolean starting) {
		this.patience.starting(starting);
	}

	/**
	 * The application goes on after all.
	 * @param sends whether anything was sent before
	 */
	void renew(boolean sends) {
		this.patience.renew();
		if (sends) {
			this.projects.deliveries((delivery) -> this.thread.execute(delivery::resume));
		}
	}

	/**
	 * Sends the remaining observations. More may follow.
	 * @param drains whether the export thread is available
	 */
	void sendRest(boolean drains) {
		Duration timeout = this.patience.forServer();
		if (drains) {
			this.projects.deliveries((delivery) -> this.thread.execute(() -> delivery.hurry(timeout)));
		}
		this.patience.await(this.flushes.start(() -> drains), timeout);
		if (drains) {
			this.projects.deliveries((delivery) -> this.thread.execute(delivery::nobodyWaits));
		}
	}

	/**
	 * Writes to disk what could not be sent.
	 */
	void spillRest() {
		if (!this.spills) {
			return;
		}
		CompletableFuture<Boolean> spilled = new CompletableFuture<>();
		this.thread.execute(() -> {
			this.projects.deliveries(Delivery::end);
			this.projects.completeWith(spilled, SignalExport::abandon);
		});
		this.patience.await(spilled, this.patience.forDisk());
	}

	/**
	 * Logs the losses, if there are any.
	 */
	static void sayLosses(String items, ExportCounters counters) {
		if (counters.totalLost() > 0) {
			logger.warn("Langfuse: " + counters.totalLost() + " of " + counters.observed() + " " + items
					+ " were lost: " + counters.lostByReason() + ". " + cure(counters));
		}
	}

	private static String cure(ExportCounters counters) {
		return (counters.lost().getOrDefault(LossReason.SHUTDOWN, 0L) > 0)
				? "Raise langfuse.export.shutdown-timeout, or set langfuse.export.spill.directory"
				: "See 'Reasons for losses' in docs/reliability.md";
	}

}
