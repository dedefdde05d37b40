/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.ExportStatus;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.otlp.OtlpEncoder;
import dev.langfuse4j.export.queue.ExportCounters;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.LangfuseClients;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ProjectAvailability;
import dev.langfuse4j.observation.ProjectName;
import dev.langfuse4j.score.ScoreSink;
import dev.langfuse4j.score.Scores;
import dev.langfuse4j.trace.DatasetEntry;
import dev.langfuse4j.trace.ObservationSink;
import dev.langfuse4j.trace.ScoredPlace;
import dev.langfuse4j.trace.ScoredValue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Accepts observations from the application's threads and exports them on a thread of its
 * own. The application never waits and never receives a failure. In return, an
 * observation without room is lost, with the rest of its trace, and counted. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ExportPipeline implements ObservationSink, AutoCloseable {

	private final ExportSettings settings;

	private final Exporters exporters;

	private final ObservationMasking masking;

	private final ExportCounters statistics;

	private final ExportThread thread = new ExportThread();

	private final LangfuseClients clients;

	private final ProjectExports projects;

	/**
	 * Counts the observations that were lost before they reached a project.
	 */
	private final ExportCounters unrouted;

	private final Scoring scoring;

	private final ScoreIntake scores;

	private final boolean spills;

	private final DatasetOutlet datasets;

	private final AtomicBoolean started = new AtomicBoolean();

	private final Flushes flushes;

	private final PipelineEnd end;

	/**
	 * Whether observations are only counted.
	 */
	private volatile boolean finished;

	private volatile boolean closed;

	/**
	 * Whether the pipeline has finished and accepted observations are no longer exported.
	 */
	private volatile boolean ended;

	/**
	 * Creates a pipeline with one project. Starts no thread and opens no connection
	 * before the first observation.
	 * @param settings bounds and times
	 * @param masking masks observations before they are exported
	 * @param exporters the other exporters
	 * @param connection the Langfuse server, or {@code null} for none
	 * @param encoder writes the requests to the server
	 * @param clients ask the server; released at the end
	 */
	public ExportPipeline(ExportSettings settings, ObservationMasking masking, Exporters exporters,
			@Nullable Connection connection, OtlpEncoder encoder, LangfuseClients clients) {
		this(settings, Scoring.defaults(), masking, exporters,
				Map.of(ProjectName.DEFAULT.value(), new Destination(connection, encoder, Destination.ALWAYS)), clients);
	}

	/**
	 * Creates a pipeline.
	 * @param settings bounds and times of each project
	 * @param scoring how scores are exported
	 * @param masking masks observations before they are exported
	 * @param exporters the other exporters
	 * @param destinations where those of each project go, with one of the default project
	 * @param clients ask the servers; released at the end
	 */
	public ExportPipeline(ExportSettings settings, Scoring scoring, ObservationMasking masking, Exporters exporters,
			Map<String, Destination> destinations, LangfuseClients clients) {
		this.settings = settings;
		this.scoring = scoring;
		this.masking = masking;
		this.statistics = new ExportCounters(masking::failures);
		this.unrouted = this.statistics.part();
		ExportCounters scoreStatistics = new ExportCounters(() -> 0);
		this.exporters = exporters;
		this.datasets = new DatasetOutlet(masking, this.thread, () -> this.finished);
		this.clients = clients;
		this.projects = new ProjectExports(destinations,
				(name, destination) -> new ProjectExport(new ProjectName(name), destination, this.thread, settings,
						scoring, masking, exporters, this.statistics.part(), scoreStatistics.part(), clients));
		this.scores = new ScoreIntake(this.projects, scoring.exporters().any() || this.projects.reachLangfuse(clients),
				scoreStatistics, () -> this.finished, () -> this.ended, this::startDraining);
		this.flushes = new Flushes(this.thread, this.projects, List.of(this.statistics, scoreStatistics));
		this.spills = this.projects.isConnected() && settings.spill() != null;
		this.end = new PipelineEnd(this.thread, this.projects, this.flushes, settings.shutdownTimeout(), this.spills);
	}

	/**
	 * Returns the counts of the export.
	 * @return live statistics
	 */
	public ExportStatistics statistics() {
		return this.statistics;
	}

	/**
	 * Returns the state of the export of each project.
	 * @return for those who look from outside
	 */
	public ExportGauges gauges() {
		return new ExportGauges(this.projects, this.unrouted, this.scores.unrouted());
	}

	/**
	 * The account of the scores that were exported.
	 * @return live statistics
	 */
	public ExportStatistics scoreStatistics() {
		return this.scores.statistics();
	}

	/**
	 * Returns the current state of the export of all projects together.
	 * @return a snapshot
	 */
	public ExportStatus status() {
		return ExportStatus.sum(this.projects.usedAndHome().stream().map(ProjectExport::status).toList());
	}

	/**
	 * Returns the last known availability of a project.
	 * @param project the name of the project, which may not exist
	 * @return its availability
	 */
	public ProjectAvailability availability(String project) {
		return this.projects.availability(project, this.exporters.any());
	}

	/**
	 * Resolves exporters, maskers and customizers as soon as the application can create
	 * them. Until then, observations wait in the queue. Throws only errors of the virtual
	 * machine. An exporter that is not available is resolved again at the first batch.
	 */
	public void prepare() {
		try {
			this.exporters.markReady();
			this.masking.prepare();
			this.exporters.prepare();
			this.scoring.exporters().prepare();
			if (this.projects.isConnected()) {
				this.clients.prepare();
			}
			if (this.spills) {
				// Any of them may have left something behind
				this.projects.all();
				this.projects.deliveries((delivery) -> this.thread.execute(delivery::recover));
			}
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
		}
	}

	@Override
	public boolean isOpen() {
		return !this.closed && (this.projects.isConnected() || this.exporters.any());
	}

	@Override
	public void begun() {
		this.statistics.countBegun();
	}

	@Override
	public void accept(ObservationData observation) {
		if (this.finished) {
			this.statistics.countLate(this.unrouted);
			return;
		}
		this.statistics.countEnded();
		take(observation);
	}

	@Override
	public void event(ObservationData event) {
		if (this.finished) {
			this.unrouted.countUnaccepted(LossReason.SHUTDOWN, 1);
			return;
		}
		take(event);
	}

	private void take(ObservationData observation) {
		ProjectExport project = this.projects.find(observation.trace().project());
		if (project == null) {
			unrouted();
			return;
		}
		if (!project.intake().offer(observation)) {
			return;
		}
		if (!this.started.get()) {
			startDraining();
		}
		if (project.intake().isBatch()) {
			project.requestDrain();
		}
		if (this.ended) {
			// Taken while the pipeline finished: nobody comes for it any more
			project.close();
		}
	}

	private void startDraining() {
		if (this.started.compareAndSet(false, true)
				&& !this.thread.repeat(this::drain, this.exporters.interval(this.settings))) {
			this.started.set(false);
		}
	}

	@Override
	public void score(ScoredPlace place, ScoredValue score) {
		Scores.send(this.scores, place, score);
	}

	@Override
	public void addToDataset(DatasetEntry entry) {
		this.datasets.accept(entry);
	}

	/**
	 * The way of what is added to datasets.
	 * @return the outlet
	 */
	public DatasetOutlet datasets() {
		return this.datasets;
	}

	/**
	 * Returns the sink of scores.
	 * @return the sink
	 */
	public ScoreSink scores() {
		return this.scores;
	}

	@Override
	public void unrouted() {
		this.unrouted.countUnaccepted(LossReason.UNKNOWN_PROJECT, 1);
	}

	/**
	 * Exports the observations that were accepted, and waits for their delivery.
	 * @param timeout how long to wait
	 * @return whether all of it was delivered and nothing was lost since the last call
	 * @throws IllegalStateException on a thread that must not block
	 */
	public boolean flush(Duration timeout) {
		return this.flushes.flush(timeout, this::canDrain);
	}

	/**
	 * Exports the observations that were accepted, without blocking.
	 * @param timeout how long to wait
	 * @return as of {@link #flush(Duration)}, never an error
	 */
	public Mono<Boolean> flushMono(Duration timeout) {
		return Mono.defer(() -> this.flushes.flushMono(timeout, this::canDrain));
	}

	/**
	 * Passes the observations that were accepted to the exporters, and waits for them,
	 * but not for the server.
	 * @param timeout how long to wait
	 */
	public void export(Duration timeout) {
		CompletableFuture<Boolean> exported = new CompletableFuture<>();
		if (canDrain() && this.thread.execute(() -> this.projects.completeWith(exported, SignalExport::drain))) {
			Flushes.await(exported, timeout);
		}
	}

	private boolean canDrain() {
		return !this.finished && (this.started.get() || this.projects.held() > 0) && !this.thread.isCurrent()
				&& this.exporters.isReady();
	}

	/**
	 * Notes whether the application is being started: should that fail, its end waits for
	 * two seconds at most.
	 * @param starting whether it is
	 */
	public void starting(boolean starting) {
		this.end.starting(starting);
	}

	/**
	 * The application runs, or runs again.
	 */
	public void start() {
		this.end.renew(this.started.get());
	}

	/**
	 * Exports the remaining observations, within the time for the end of the application,
	 * while all collaborators are available. Later observations are still accepted.
	 */
	public void stop() {
		this.end.sendRest(canDrain());
	}

	/**
	 * Marks that beans of the application may be destroyed. Later observations are sent
	 * to the server, but not passed to exporters that are beans.
	 */
	public void outliveBeans() {
		if (this.exporters.isLate()) {
			return;
		}
		this.exporters.markLate();
		if (this.started.get() && !this.finished) {
			this.thread.repeat(this::drain, this.exporters.interval(this.settings));
		}
	}

	/**
	 * Exports the rest within the remaining time. Later observations count as lost.
	 */
	public synchronized void finish() {
		if (this.finished) {
			return;
		}
		stop();
		this.finished = true;
		this.end.spillRest();
		this.thread.close();
		this.ended = true;
		this.projects.signals().forEach(SignalExport::close);
		this.clients.release();
		this.flushes.end();
	}

	/**
	 * Exports the remaining observations within the remaining time, and ends.
	 */
	@Override
	public void close() {
		finish();
		if (this.closed) {
			return;
		}
		this.closed = true;
		this.statistics.countUnfinished(this.unrouted);
		PipelineEnd.sayLosses("observations", this.statistics);
		PipelineEnd.sayLosses("scores", this.scores.statistics());
	}

	private void drain() {
		this.projects.signals().stream().filter((signal) -> signal.held() > 0).forEach(SignalExport::requestDrain);
	}

}
