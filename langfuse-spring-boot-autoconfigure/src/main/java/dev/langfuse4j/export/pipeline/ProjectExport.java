package dev.langfuse4j.export.pipeline;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

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
import dev.langfuse4j.observation.ProjectAvailability;
import dev.langfuse4j.observation.ProjectName;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The way of one project's observations: its share of the queue, its account and its
 * delivery. None of it is shared with other projects, so that no project is slowed down
 * by the server of another. Touched by the export thread only, but for the intake and the
 * account.
 */
final class ProjectExport {

	private final ExportThread thread;

	private final ExportSettings settings;

	private final ObservationMasking masking;

	private final DuplicateGuard duplicates;

	private final Exporters exporters;

	private final ExportCounters statistics;

	private final Intake intake;

	private final DeliveryLedger ledger;

	private final Admission admission;

	private final ExportListeners listeners = new ExportListeners();

	private final ObservationRequests requests;

	private final @Nullable Delivery delivery;

	private final AtomicBoolean draining = new AtomicBoolean();

	ProjectExport(ProjectName project, Destination destination, ExportThread thread, ExportSettings settings,
			ObservationMasking masking, Exporters exporters, ExportCounters statistics, LangfuseClients clients) {
		this.thread = thread;
		this.settings = settings;
		this.masking = masking;
		this.duplicates = new DuplicateGuard(settings.duplicates());
		this.exporters = exporters;
		this.statistics = statistics;
		this.intake = new Intake(project, settings, statistics);
		this.ledger = this.intake.ledger();
		Connection connection = destination.connection();
		LangfuseHttpClient client = (connection != null) ? clients.get(connection) : null;
		this.admission = new Admission(thread::execute, destination.enabled(),
				(client != null) ? client.hasCredentials() : Mono.just(false), System::nanoTime);
		this.requests = new ObservationRequests(destination.encoder(), settings.maxBatchBytes(), this::failedToEncode);
		this.delivery = (connection != null && client != null) ? new Delivery(project, thread, client, this.requests,
				settings, this.ledger, this.admission, this.listeners) : null;
	}

	/**
	 * Whether the project takes traces.
	 */
	ProjectAvailability availability() {
		return this.admission.availability();
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

	/**
	 * Returns the delivery to the server, or {@code null} without one.
	 */
	@Nullable Delivery delivery() {
		return this.delivery;
	}

	DuplicateGuard duplicates() {
		return this.duplicates;
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

	/**
	 * Has what waits exported, unless that is under way: however much comes, other
	 * projects get their turn after each batch.
	 * @return whether it will be
	 */
	boolean requestDrain() {
		if (!this.draining.compareAndSet(false, true)) {
			return true;
		}
		boolean accepted = this.thread.execute(() -> {
			if (this.exporters.isReady()) {
				drain(this.intake.waiting(), this::drained);
			}
			else {
				this.draining.set(false);
			}
		});
		if (!accepted) {
			this.draining.set(false);
		}
		return accepted;
	}

	private void drained() {
		this.draining.set(false);
		if (this.intake.isBatch()) {
			requestDrain();
		}
	}

	/**
	 * Exports what waits now.
	 * @return completes when exporters have it, not when the server has
	 */
	CompletableFuture<Boolean> drain() {
		CompletableFuture<Boolean> drained = new CompletableFuture<>();
		drain(this.intake.waiting(), () -> drained.complete(true));
		return drained;
	}

	/**
	 * Exports what waits now and waits for the server.
	 * @return completes with whether it has all that was open; to be cancelled by who
	 * does not wait any longer
	 */
	CompletableFuture<Boolean> settle() {
		CompletableFuture<Boolean> settled = new CompletableFuture<>();
		drain(this.intake.waiting(), () -> settle(settled));
		return settled;
	}

	/**
	 * Has on disk what could not be sent, or gives it up.
	 */
	CompletableFuture<Boolean> abandon() {
		CompletableFuture<Boolean> abandoned = new CompletableFuture<>();
		drain(this.intake.waiting(), () -> {
			if (this.delivery != null) {
				this.delivery.abandon();
			}
			abandoned.complete(true);
		});
		return abandoned;
	}

	private void settle(CompletableFuture<Boolean> delivered) {
		if (this.delivery == null) {
			delivered.complete(true);
			return;
		}
		CompletableFuture<Boolean> settled = this.delivery.settle();
		settled.thenAccept(delivered::complete);
		delivered.whenComplete((all, ex) -> settled.cancel(false));
	}

	/**
	 * Takes one batch at a time, so that the answers of the server get their turn, and
	 * only what waits now, so that it comes to an end.
	 */
	private void drain(int waiting, Runnable then) {
		int limit = Math.min(waiting, this.settings.flushAt());
		if (limit <= 0) {
			if (this.delivery != null && !this.admission.isOpen()) {
				this.delivery.discard();
			}
			then.run();
			return;
		}
		try {
			exportNext(limit);
		}
		catch (Throwable ex) {
			// Such as being out of memory: what comes later has another chance
			this.draining.set(false);
			throw ex;
		}
		this.thread.execute(() -> drain(waiting - limit, then));
	}

	private void exportNext(int limit) {
		Deque<ObservationData> taken = new ArrayDeque<>(this.intake.take(limit));
		if (!this.admission.isOpen()) {
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
		List<Payload> payloads = this.requests.encode(observations);
		this.listeners.encoded(observations.size(), System.nanoTime() - start);
		delivery.add(payloads);
	}

	private void failedToEncode(ObservationData observation) {
		if (this.delivery != null) {
			this.delivery.lost(this.requests, LossReason.ENCODE_ERROR, observation.weight());
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
