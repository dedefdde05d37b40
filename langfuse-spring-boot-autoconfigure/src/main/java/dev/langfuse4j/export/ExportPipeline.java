package dev.langfuse4j.export;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import dev.langfuse4j.export.otlp.OtlpEncoder;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.LangfuseWebClientCustomizer;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.trace.ObservationSink;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Takes observations from the application's threads and exports them on its own. The
 * bargain: the application never waits and never sees a failure; in return an observation
 * for which there is no room is dropped, with the rest of its trace, and counted. Wiring;
 * thread-safe.
 */
public final class ExportPipeline implements ObservationSink, AutoCloseable {

	private static final Log logger = LogFactory.getLog(ExportPipeline.class);

	/**
	 * Which part of the time for the end is left for writing to disk.
	 */
	private static final int SPILL_SHARE = 4;

	private static final Duration SPILL_PATIENCE = Duration.ofSeconds(2);

	private final ExportSettings settings;

	private final Exporters exporters;

	private final ObservationMasking masking;

	private final ExportStatistics statistics;

	private final ExportThread thread = new ExportThread();

	private final ProjectExport project;

	private final boolean spills;

	private final AtomicBoolean started = new AtomicBoolean();

	private final AtomicBoolean drainRequested = new AtomicBoolean();

	private final Flushes flushes;

	private volatile boolean closed;

	/**
	 * Whether nobody comes any more for what was taken before it closed.
	 */
	private volatile boolean ended;

	/**
	 * How long the end of the application has waited already.
	 */
	private volatile Duration waitedAtEnd = Duration.ZERO;

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
		this.project = new ProjectExport(this.thread, settings, masking, exporters, this.statistics, connection,
				encoder, customizers);
		this.flushes = new Flushes(this.thread, this.project, this.statistics);
		this.spills = connection != null && settings.spill() != null;
	}

	/**
	 * The account of what was exported.
	 * @return live statistics
	 */
	public ExportStatistics statistics() {
		return this.statistics;
	}

	/**
	 * How the export is right now.
	 * @return a snapshot
	 */
	public ExportStatus status() {
		return this.project.status();
	}

	/**
	 * Tells of the work of the export from now on.
	 * @param listener whom to tell
	 */
	public void listen(ExportListener listener) {
		this.project.listeners().add(listener);
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
			if (this.project.delivery() != null) {
				this.project.delivery().prepare();
				if (this.spills) {
					this.thread.execute(this.project.delivery()::recover);
				}
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
		return !this.closed && (this.project.delivery() != null || this.exporters.any()) && !this.thread.isCurrent();
	}

	@Override
	public void begun() {
		this.statistics.countBegun();
	}

	@Override
	public void accept(ObservationData observation) {
		if (this.closed) {
			this.statistics.countLate();
			return;
		}
		this.statistics.countEnded();
		Intake intake = this.project.intake();
		if (!intake.offer(observation)) {
			return;
		}
		if (this.started.compareAndSet(false, true)
				&& !this.thread.repeat(this::drain, this.settings.flushInterval().toNanos())) {
			this.started.set(false);
		}
		if (intake.isBatch() && this.drainRequested.compareAndSet(false, true) && !this.thread.execute(this::drain)) {
			this.drainRequested.set(false);
		}
		if (this.ended) {
			// Taken while the pipeline ended: nobody comes for it any more
			this.project.account().close();
		}
	}

	/**
	 * Exports what was accepted before, and waits for it.
	 * @param timeout how long to wait
	 * @return whether all of it was delivered and nothing was lost since the last call
	 * @throws IllegalStateException on a thread that must not block
	 */
	public boolean flush(Duration timeout) {
		return this.flushes.flush(timeout, canDrain());
	}

	/**
	 * Exports what was accepted before, without blocking.
	 * @param timeout how long to wait
	 * @return as of {@link #flush(Duration)}, never an error
	 */
	public Mono<Boolean> flushMono(Duration timeout) {
		return Mono.defer(() -> this.flushes.flushMono(timeout, canDrain()));
	}

	/**
	 * Gives what was accepted before to the exporters, and waits for them, not for the
	 * server.
	 * @param timeout how long to wait
	 */
	public void export(Duration timeout) {
		CompletableFuture<Boolean> exported = new CompletableFuture<>();
		if (canDrain() && this.thread.execute(() -> this.project.drain(() -> exported.complete(true)))) {
			Flushes.await(exported, timeout);
		}
	}

	private boolean canDrain() {
		return !this.closed && (this.started.get() || this.project.queue().held() > 0) && !this.thread.isCurrent()
				&& this.exporters.isReady();
	}

	/**
	 * The application runs, or runs again.
	 */
	public void start() {
		this.waitedAtEnd = Duration.ZERO;
		if (this.project.delivery() != null && this.started.get()) {
			this.thread.execute(this.project.delivery()::resume);
		}
	}

	/**
	 * Exports what is left, within the time set for the end of the application, while all
	 * that exporting needs is there. What comes later is still taken.
	 */
	public void stop() {
		long start = System.nanoTime();
		if (this.project.delivery() != null && this.started.get()) {
			this.thread.execute(this.project.delivery()::hurry);
		}
		// An interruption must not cost what is left
		boolean interrupted = Thread.interrupted();
		Duration patience = this.settings.shutdownTimeout().minus(this.waitedAtEnd);
		Flushes.await(this.flushes.start(canDrain()),
				this.spills ? patience.minus(patience.dividedBy(SPILL_SHARE)) : patience);
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
		spillRest();
		this.thread.close();
		this.ended = true;
		this.project.account().close();
		if (this.project.delivery() != null) {
			this.project.delivery().close();
		}
		this.flushes.end();
		this.statistics.countUnfinished();
		if (this.statistics.totalLost() > 0) {
			logger.warn("Langfuse: of " + this.statistics.observed() + " observations " + this.statistics.totalLost()
					+ " were lost: " + this.statistics.lostByReason());
		}
	}

	/**
	 * Has on disk what could not be sent.
	 */
	private void spillRest() {
		Delivery delivery = this.project.delivery();
		if (!this.spills || delivery == null) {
			return;
		}
		CompletableFuture<Boolean> spilled = new CompletableFuture<>();
		this.thread.execute(() -> {
			delivery.end();
			this.project.drain(() -> {
				delivery.abandon();
				spilled.complete(true);
			});
		});
		boolean interrupted = Thread.interrupted();
		Flushes.await(spilled, SPILL_PATIENCE);
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private void drain() {
		this.drainRequested.set(false);
		if (this.exporters.isReady()) {
			this.project.drain(() -> {
			});
		}
	}

}
