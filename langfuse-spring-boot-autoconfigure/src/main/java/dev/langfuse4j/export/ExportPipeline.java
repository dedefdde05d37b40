package dev.langfuse4j.export;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.langfuse4j.export.otlp.OtlpEncoder;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.LangfuseHttpClient;
import dev.langfuse4j.http.LangfuseWebClientCustomizer;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.trace.ObservationSink;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Takes observations from the application's threads and exports them on its own. The
 * bargain: the application never waits and never sees a failure; in return an observation
 * for which there is no room is dropped, with the rest of its trace, and counted. Wiring;
 * thread-safe.
 */
public final class ExportPipeline implements ObservationSink, AutoCloseable {

	private static final Log logger = LogFactory.getLog(ExportPipeline.class);

	private final LogOnce onceLogger = new LogOnce(ExportPipeline.class);

	private final ExportSettings settings;

	private final Exporters exporters;

	private final ObservationQueue queue;

	private final ObservationMasking masking;

	private final ExportStatistics statistics;

	private final Account account;

	private final ExportThread thread = new ExportThread();

	private final @Nullable Delivery delivery;

	private final AtomicBoolean started = new AtomicBoolean();

	private final AtomicBoolean drainRequested = new AtomicBoolean();

	/**
	 * Who waits for a flush.
	 */
	private final Set<CompletableFuture<Boolean>> flushes = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	/**
	 * How long the end of the application has waited already.
	 */
	private volatile Duration waitedAtEnd = Duration.ZERO;

	/**
	 * What {@link ExportStatistics#totalLost()} was at the last flush.
	 */
	private final AtomicLong lostAtLastFlush = new AtomicLong();

	/**
	 * Creates a pipeline. Starts no thread and opens no connection before the first
	 * observation.
	 * @param settings bounds and times
	 * @param masking what is masked, before anybody gets it
	 * @param exporters who else gets the observations
	 * @param connection the Langfuse server, or {@code null} for none
	 * @param encoder writes the requests to the server
	 * @param customizers adapt the client; asked for at the first request
	 */
	public ExportPipeline(ExportSettings settings, ObservationMasking masking, Exporters exporters,
			@Nullable Connection connection, OtlpEncoder encoder,
			Supplier<List<LangfuseWebClientCustomizer>> customizers) {
		this.settings = settings;
		this.masking = masking;
		this.statistics = new ExportStatistics(masking::failures);
		this.exporters = exporters;
		this.queue = new ObservationQueue(settings.maxQueueSize(), settings.maxQueueBytes());
		this.account = new Account(this.queue, this.statistics);
		this.delivery = (connection != null) ? new Delivery(this.thread, connection,
				new LangfuseHttpClient(connection, this.thread.asScheduler(), customizers), encoder, settings,
				this.account) : null;
	}

	/**
	 * The account of what was exported.
	 * @return live statistics
	 */
	public ExportStatistics statistics() {
		return this.statistics;
	}

	/**
	 * Asks for exporters, maskers and customizers, once the application can give them
	 * out: before that, what is observed waits. Throws nothing but an error of the
	 * virtual machine: who cannot be had now is asked for again at the first batch.
	 */
	public void prepare() {
		try {
			this.exporters.markReady();
			this.masking.prepare();
			this.exporters.prepare();
			if (this.delivery != null) {
				this.delivery.prepare();
			}
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
		}
	}

	/**
	 * Not for what an exporter itself does: each batch would yield the next.
	 */
	@Override
	public boolean isOpen() {
		return !this.closed && (this.delivery != null || this.exporters.any()) && !this.thread.isCurrent();
	}

	@Override
	public void accept(ObservationData observation) {
		if (this.closed) {
			this.statistics.countRefused(LossReason.SHUTDOWN);
			return;
		}
		if (observation.trace().isIncomplete() || !this.queue.offer(observation)) {
			observation.trace().markIncomplete();
			this.statistics.countRefused(LossReason.QUEUE_FULL);
			this.onceLogger.warn(LossReason.QUEUE_FULL,
					() -> "Langfuse: the export queue is full, traces are dropped until "
							+ "there is room again (langfuse.export.max-queue-size, langfuse.export.max-queue-bytes)");
			return;
		}
		this.statistics.countAccepted();
		if (this.started.compareAndSet(false, true)
				&& !this.thread.repeat(this::drain, this.settings.flushInterval().toNanos())) {
			this.started.set(false);
		}
		if (isBatch() && this.drainRequested.compareAndSet(false, true) && !this.thread.execute(this::drain)) {
			this.drainRequested.set(false);
		}
		if (this.closed) {
			// Taken while the pipeline ended: nobody comes for it any more
			this.account.close();
		}
	}

	/**
	 * Whether what waits should leave before the interval: as a full batch, or as half of
	 * what there is room for.
	 */
	private boolean isBatch() {
		return this.queue.waiting() >= Math.min(this.settings.flushAt(), (this.settings.maxQueueSize() + 1) / 2)
				|| this.queue.waitingBytes() >= Math.min(this.settings.maxBatchBytes(),
						this.settings.maxQueueBytes() / 2);
	}

	/**
	 * Exports what was accepted before, and waits for it.
	 * @param timeout how long to wait
	 * @return whether all of it was delivered and nothing was lost since the last call
	 */
	public boolean flush(Duration timeout) {
		boolean delivered = drain(timeout, this::settle);
		long lost = this.statistics.totalLost();
		return lost == this.lostAtLastFlush.getAndSet(lost) && delivered;
	}

	/**
	 * Gives what was accepted before to the exporters, and waits for them, not for the
	 * server.
	 * @param timeout how long to wait
	 */
	public void export(Duration timeout) {
		drain(timeout, (exported) -> exported.complete(true));
	}

	private boolean drain(Duration timeout, Consumer<CompletableFuture<Boolean>> then) {
		if (this.closed || (!this.started.get() && this.queue.held() == 0)) {
			return this.queue.held() == 0;
		}
		if (this.thread.isCurrent() || !this.exporters.isReady()) {
			return false;
		}
		CompletableFuture<Boolean> result = new CompletableFuture<>();
		this.flushes.add(result);
		try {
			boolean runs = this.thread.execute(() -> drain(this.queue.waiting(), () -> then.accept(result)));
			return runs && !this.closed && await(result, timeout);
		}
		finally {
			this.flushes.remove(result);
		}
	}

	private void settle(CompletableFuture<Boolean> delivered) {
		if (this.delivery == null) {
			delivered.complete(true);
			return;
		}
		FlushTicket ticket = this.delivery.ticket();
		ticket.settled().thenAccept((all) -> delivered.complete(all));
		delivered.whenComplete((all, ex) -> this.thread.execute(() -> this.delivery.forget(ticket)));
	}

	/**
	 * The application runs, or runs again.
	 */
	public void start() {
		this.waitedAtEnd = Duration.ZERO;
		if (this.delivery != null && this.started.get()) {
			this.thread.execute(this.delivery::resume);
		}
	}

	/**
	 * Exports what is left, within the time set for the end of the application, while all
	 * that exporting needs is there. What comes later is still taken.
	 */
	public void stop() {
		long start = System.nanoTime();
		if (this.delivery != null && this.started.get()) {
			this.thread.execute(this.delivery::hurry);
		}
		// An interruption must not cost what is left
		boolean interrupted = Thread.interrupted();
		drain(this.settings.shutdownTimeout().minus(this.waitedAtEnd), this::settle);
		this.waitedAtEnd = this.waitedAtEnd.plusNanos(System.nanoTime() - start);
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Exports what is left, within what is left of the time, and ends.
	 */
	@Override
	public void close() {
		if (this.closed) {
			return;
		}
		stop();
		this.closed = true;
		this.thread.close();
		this.account.close();
		this.flushes.forEach((flush) -> flush.complete(false));
		if (this.statistics.totalLost() > 0) {
			logger.warn("Langfuse: of " + this.statistics.observed() + " observations " + this.statistics.totalLost()
					+ " were lost: " + this.statistics.lostByReason());
		}
	}

	private void drain() {
		this.drainRequested.set(false);
		if (!this.exporters.isReady()) {
			return;
		}
		drain(this.queue.waiting(), () -> {
		});
	}

	/**
	 * Takes one batch at a time, so that the answers of the server get their turn, and
	 * only what waits now, so that it comes to an end.
	 */
	private void drain(int waiting, Runnable then) {
		List<ObservationData> observations = this.queue.poll(Math.min(waiting, this.settings.flushAt()));
		if (observations.isEmpty()) {
			then.run();
			return;
		}
		export(observations);
		this.thread.execute(() -> drain(waiting - observations.size(), then));
	}

	private void export(List<ObservationData> taken) {
		List<ObservationData> observations = masked(taken);
		if (observations.isEmpty()) {
			return;
		}
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
				this.account.lost(LossReason.ENCODE_ERROR, 1, observation.weight());
			}
		}
		return masked;
	}

	private static boolean await(CompletableFuture<Boolean> result, Duration timeout) {
		try {
			return result.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			result.cancel(false);
			return false;
		}
		catch (ExecutionException | TimeoutException ex) {
			result.cancel(false);
			return false;
		}
	}

}
