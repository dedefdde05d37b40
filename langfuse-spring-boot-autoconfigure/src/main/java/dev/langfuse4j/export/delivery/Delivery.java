/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.LongSupplier;

import dev.langfuse4j.export.ExportListener;
import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.queue.Admission;
import dev.langfuse4j.export.queue.QueueLedger;
import dev.langfuse4j.http.LangfuseHttpClient;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ProjectName;
import org.jspecify.annotations.Nullable;

/**
 * Brings requests of one project to its server. A batch leaves by delivery, by a refusal
 * of the server, for want of room, or when the application ends, never because it is old.
 * Touched by the export thread only.
 *
 * @since 0.1.0
 */
@Internal
public final class Delivery {

	private final DeliveryThread thread;

	private final LongSupplier ticks;

	private final DeliveryLog log;

	private final DeliveryHistory history;

	private final QueueLedger ledger;

	private final @Nullable Spill spill;

	private final DeliveryPump pump;

	private Future<?> nextRelief = CompletableFuture.completedFuture(null);

	/**
	 * Creates a delivery.
	 * @param project the name of the project
	 * @param thread the thread of all calls
	 * @param client sends the requests
	 * @param kind the kind of request
	 * @param settings bounds and times
	 * @param ledger counts delivered and lost items
	 * @param admission whether the project is available
	 * @param listener is notified of the work
	 */
	public Delivery(ProjectName project, DeliveryThread thread, LangfuseHttpClient client, RequestKind kind,
			ExportSettings settings, QueueLedger ledger, Admission admission, ExportListener listener) {
		this(project, thread, client, kind, settings, ledger, admission, listener, null);
	}

	/**
	 * Creates a delivery that only shares the spill directory with others.
	 * @param project the name of the project
	 * @param thread the thread of all calls
	 * @param client sends the requests
	 * @param kind the kind of request
	 * @param settings bounds and times
	 * @param ledger counts delivered and lost items
	 * @param admission whether the project is available
	 * @param listener is notified of the work
	 * @param beside the delivery of another kind of request to the same server, or
	 * {@code null} if there is none
	 */
	public Delivery(ProjectName project, DeliveryThread thread, LangfuseHttpClient client, RequestKind kind,
			ExportSettings settings, QueueLedger ledger, Admission admission, ExportListener listener,
			@Nullable Delivery beside) {
		this(thread, kind, settings, ledger, admission, new DeliveryLog(project, client.connection(), kind),
				(beside != null && beside.spill != null) ? beside.spill.beside(kind, ledger.statistics())
						: Spill.of(settings, project, client.connection(), kind, ledger.statistics(), System::nanoTime),
				new DeliveryHistory(), (history) -> new RequestSender(thread, client, history, listener),
				System::nanoTime);
	}

	Delivery(DeliveryThread thread, RequestKind kind, ExportSettings settings, QueueLedger ledger, Admission admission,
			DeliveryLog log, @Nullable Spill spill, DeliveryHistory history, Function<DeliveryHistory, Sender> sender,
			LongSupplier ticks) {
		this.thread = thread;
		this.ticks = ticks;
		this.log = log;
		this.history = history;
		this.ledger = ledger;
		this.spill = spill;
		this.pump = new DeliveryPump(thread, kind, settings, ledger, admission, log, spill, history,
				sender.apply(history), ticks);
	}

	/**
	 * Accepts requests, which are sent as soon as possible.
	 * @param payloads their payloads
	 */
	public void add(List<? extends Payload> payloads) {
		long now = this.ticks.getAsLong();
		payloads.forEach((payload) -> this.pump.backlog().add(new Batch(payload, now)));
		this.pump.pump();
		relieve();
	}

	/**
	 * Returns how many of the next requests are not compressed.
	 * @param behind whether another full batch waits to be encoded
	 * @return the number of requests, of those that are {@linkplain #add added} next
	 */
	public int uncompressed(boolean behind) {
		return this.pump.uncompressed(behind);
	}

	/**
	 * Whether the next request would be compressed only because the requests before it
	 * have not been answered yet.
	 * @param behind whether another full batch waits to be encoded
	 * @return whether it should be encoded a moment later
	 */
	public boolean isCongested(boolean behind) {
		return this.pump.isCongested(behind);
	}

	/**
	 * Counts items as lost that have a place in the queue and cannot be sent.
	 * @param reason the reason
	 * @param heldBytes its number of bytes in the queue
	 */
	public void lost(LossReason reason, long heldBytes) {
		this.ledger.lost(reason, 1, heldBytes);
		this.log.lost(reason, 1);
	}

	/**
	 * Makes room, and tries that again as long as the disk takes nothing: a queue that is
	 * full takes no observation that would be the occasion.
	 */
	private void relieve() {
		if (!this.pump.isEnded()) {
			this.pump.relief().relieve();
			this.nextRelief.cancel(false);
			long wait = this.pump.relief().untilRelief();
			if (wait > 0) {
				this.nextRelief = this.thread.schedule(this::relieve, wait);
			}
		}
	}

	/**
	 * Returns the results of the last requests.
	 * @return for those who look from outside
	 */
	public DeliveryHistory history() {
		return this.history;
	}

	/**
	 * Returns a future of the delivery of all open batches. A pending retry is sent at
	 * once. If none is pending, the first retry that becomes necessary is.
	 * @return completes with whether all of it was delivered; to be cancelled, from any
	 * thread, by who does not wait any longer
	 */
	public CompletableFuture<Boolean> settle() {
		FlushTicket ticket = this.pump.backlog().ticket();
		CompletableFuture<Boolean> settled = ticket.settled();
		settled.whenComplete((all, ex) -> this.thread.execute(() -> this.pump.backlog().forget(ticket)));
		this.pump.skipDelay();
		return settled;
	}

	/**
	 * Prepares for the end of the application: sends waiting requests soon, and does not
	 * wait for a misconfigured server or for a longer {@code Retry-After}.
	 * @param left the remaining time
	 */
	public void hurry(Duration left) {
		this.pump.gate().hurry(left);
		this.pump.pumpAll();
	}

	/**
	 * Notes that no thread waits for the end of the application at present.
	 */
	public void nobodyWaits() {
		this.pump.gate().nobodyWaits();
	}

	/**
	 * The application goes on after all.
	 */
	public void resume() {
		this.pump.gate().resume();
	}

	/**
	 * Finds requests of a former process on disk.
	 */
	public void recover() {
		if (this.spill != null) {
			this.spill.open();
			this.pump.pump();
		}
	}

	/**
	 * Discards what waits if the project takes nothing any more.
	 */
	public void discard() {
		this.pump.pump();
	}

	/**
	 * Sends nothing any more.
	 */
	public void end() {
		this.pump.end();
	}

	/**
	 * Writes the remaining requests to disk, or gives them up.
	 */
	public void abandon() {
		this.pump.relief().abandon();
		if (this.spill != null) {
			this.spill.close();
		}
	}

	/**
	 * Returns the size of the requests on disk.
	 * @return how many bytes it takes
	 */
	public long spilledBytes() {
		return (this.spill != null) ? this.spill.bytes() : 0;
	}

}
