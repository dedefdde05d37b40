package dev.langfuse4j.export;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.langfuse4j.export.otlp.OtlpEncoder;
import dev.langfuse4j.export.spill.SpillSettings;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.LangfuseHttpClient;
import dev.langfuse4j.http.LangfuseWebClientCustomizer;
import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * The way of one project's observations: its share of the queue, its account and its
 * delivery. What is here is not shared with other projects, so that none is slowed down
 * by the server of another. Touched by the export thread only, but for the intake and the
 * account.
 */
final class ProjectExport {

	private static final String DEFAULT_PROJECT = "default";

	private final ExportThread thread;

	private final ExportSettings settings;

	private final ObservationMasking masking;

	private final Exporters exporters;

	private final ObservationQueue queue;

	private final Intake intake;

	private final Account account;

	private final ExportListeners listeners = new ExportListeners();

	private final @Nullable Delivery delivery;

	ProjectExport(ExportThread thread, ExportSettings settings, ObservationMasking masking, Exporters exporters,
			ExportStatistics statistics, @Nullable Connection connection, OtlpEncoder encoder,
			Supplier<List<LangfuseWebClientCustomizer>> customizers) {
		this.thread = thread;
		this.settings = settings;
		this.masking = masking;
		this.exporters = exporters;
		this.queue = new ObservationQueue(settings.maxQueueSize(), settings.maxQueueBytes());
		this.intake = new Intake(settings, this.queue, statistics);
		this.account = new Account(this.queue, statistics);
		this.delivery = (connection != null) ? new Delivery(thread, connection,
				new LangfuseHttpClient(connection, thread.asScheduler(), customizers), encoder, settings, this.account,
				this.listeners, spill(connection, settings.spill(), statistics)) : null;
	}

	/**
	 * By the public key, so that nothing comes into the project of another.
	 */
	private static @Nullable Spill spill(Connection connection, @Nullable SpillSettings settings,
			ExportStatistics statistics) {
		return (settings != null)
				? new Spill(settings, () -> DEFAULT_PROJECT + "\n" + connection.identity(), statistics) : null;
	}

	Intake intake() {
		return this.intake;
	}

	Account account() {
		return this.account;
	}

	/**
	 * What has a server to go to, or {@code null} without one.
	 */
	@Nullable Delivery delivery() {
		return this.delivery;
	}

	ObservationQueue queue() {
		return this.queue;
	}

	ExportListeners listeners() {
		return this.listeners;
	}

	ExportStatus status() {
		DeliveryHistory history = (this.delivery != null) ? this.delivery.history() : new DeliveryHistory();
		Long oldest = history.oldest();
		return new ExportStatus(this.delivery != null, history.breaker(), history.lastSuccess(), history.failures(),
				(oldest != null) ? Duration.ofNanos(System.nanoTime() - oldest) : null, this.queue.held(),
				this.settings.maxQueueSize(), this.queue.heldBytes(), this.settings.maxQueueBytes(),
				(this.delivery != null) ? this.delivery.spilledBytes() : 0);
	}

	/**
	 * Exports what waits now, then runs the task.
	 */
	void drain(Runnable then) {
		drain(this.queue.waiting(), then);
	}

	/**
	 * Takes one batch at a time, so that the answers of the server get their turn, and
	 * only what waits now, so that it comes to an end.
	 */
	private void drain(int waiting, Runnable then) {
		int limit = Math.min(waiting, this.settings.flushAt());
		if (limit <= 0) {
			then.run();
			return;
		}
		List<ObservationData> observations = masked(this.intake.take(limit));
		if (!observations.isEmpty()) {
			export(observations);
		}
		this.thread.execute(() -> drain(waiting - limit, then));
	}

	private void export(List<ObservationData> observations) {
		boolean exported = this.exporters.export(observations);
		if (this.delivery != null) {
			this.delivery.add(observations);
			return;
		}
		long bytes = observations.stream().mapToLong(ObservationData::weight).sum();
		if (exported) {
			this.account.delivered(observations.size(), bytes);
		}
		else {
			this.account.lost(LossReason.EXPORTER_FAILED, observations.size(), bytes);
		}
	}

	private List<ObservationData> masked(List<ObservationData> taken) {
		List<ObservationData> masked = new ArrayList<>(taken.size());
		for (ObservationData observation : taken) {
			try {
				ObservationData result = this.masking.mask(observation);
				this.account.reweighed((long) observation.weight() - result.weight());
				masked.add(result);
			}
			catch (Throwable ex) {
				// Such as being out of memory: nothing leaves that is not masked
				this.account.lost(LossReason.MASKED_OUT, 1, observation.weight());
			}
		}
		return masked;
	}

}
