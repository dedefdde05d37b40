/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.actuate;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import dev.langfuse4j.capture.CaptureTimes;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.export.ExportListener;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.pipeline.DatasetOutlet;
import dev.langfuse4j.export.pipeline.ExportGauges;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.http.Outcome;
import dev.langfuse4j.lang.Internal;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The meters of the export.
 *
 * @since 0.1.0
 */
@Internal
public final class LangfuseMeters implements MeterBinder {

	private static final String PROJECT = "project";

	/**
	 * The tag value of observations without a project. No project can have this name.
	 */
	private static final String NO_PROJECT = "(none)";

	private final ExportPipeline pipeline;

	private final ContentCapture capture;

	/**
	 * Creates the meters.
	 * @param pipeline the pipeline to measure
	 * @param capture the capture to measure on the threads of the application
	 */
	public LangfuseMeters(ExportPipeline pipeline, ContentCapture capture) {
		this.pipeline = pipeline;
		this.capture = capture;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		ExportGauges gauges = this.pipeline.gauges();
		gauges.projects().forEach((project) -> {
			bind(registry, gauges, project);
			bindScores(registry, gauges, project);
		});
		lost(registry, NO_PROJECT, gauges.unrouted());
		lost(registry, NO_PROJECT, gauges.unroutedScores(), "scores");
		bindDatasetItems(registry, this.pipeline.datasets());
		ExportStatistics all = this.pipeline.statistics();
		Gauge.builder("langfuse.observations.open", all, ExportStatistics::open)
			.description("Observations that have started and have not ended")
			.register(registry);
		CaptureTimes times = this.capture.measure();
		FunctionTimer
			.builder("langfuse.capture", times, CaptureTimes::count, CaptureTimes::totalNanos, TimeUnit.NANOSECONDS)
			.description("Time to capture values other than plain texts, on the threads of the application")
			.register(registry);
	}

	private static void bindScores(MeterRegistry registry, ExportGauges gauges, String project) {
		ExportStatistics statistics = gauges.scoreStatistics(project);
		counter(registry, project, "langfuse.scores.accepted", "Scores that were accepted into the queue", statistics,
				ExportStatistics::accepted);
		counter(registry, project, "langfuse.scores.delivered", "Scores that were delivered to the server", statistics,
				ExportStatistics::delivered);
		lost(registry, project, statistics, "scores");
		gauge(registry, Tags.of(PROJECT, project), "langfuse.scores.queue.size", null,
				"Scores in the queue, including those of requests under way",
				() -> gauges.scoreStatus(project).queueSize());
	}

	private static void bindDatasetItems(MeterRegistry registry, DatasetOutlet items) {
		FunctionCounter.builder("langfuse.dataset.items.delivered", items, DatasetOutlet::delivered)
			.description("Observations that were added to datasets")
			.register(registry);
		FunctionCounter.builder("langfuse.dataset.items.lost", items, DatasetOutlet::lost)
			.description("Observations that could not be added to datasets")
			.register(registry);
	}

	private static void bind(MeterRegistry registry, ExportGauges gauges, String project) {
		ExportStatistics statistics = gauges.statistics(project);
		counter(registry, project, "langfuse.observations.accepted", "Observations that were accepted into the queue",
				statistics, ExportStatistics::accepted);
		counter(registry, project, "langfuse.observations.delivered", "Observations that were delivered to the server",
				statistics, ExportStatistics::delivered);
		lost(registry, project, statistics);
		duplicates(registry, gauges, project);
		Tags tags = Tags.of(PROJECT, project);
		gauge(registry, tags, "langfuse.export.queue.size", null,
				"Observations in the queue, including those of requests under way",
				() -> gauges.status(project).queueSize());
		gauge(registry, tags, "langfuse.export.queue", "bytes", "Memory of the observations in the queue",
				() -> gauges.status(project).queueBytes());
		gauge(registry, tags, "langfuse.export.spill", "bytes", "Size of the files in the spill directory",
				() -> gauges.status(project).spilledBytes());
		FunctionCounter.builder("langfuse.export.requests.uncompressed", gauges, (all) -> all.uncompressed(project))
			.tag(PROJECT, project)
			.description("Requests that were sent uncompressed")
			.register(registry);
		gauges.listen(project, new Requests(registry, tags));
	}

	private static void lost(MeterRegistry registry, String project, ExportStatistics statistics) {
		lost(registry, project, statistics, "observations");
	}

	private static void lost(MeterRegistry registry, String project, ExportStatistics statistics, String items) {
		for (LossReason reason : LossReason.values()) {
			FunctionCounter
				.builder("langfuse." + items + ".lost", statistics, (all) -> all.lost().getOrDefault(reason, 0L))
				.tag(PROJECT, project)
				.tag("reason", reason.value())
				.description(StringUtils.capitalize(items) + " that were lost")
				.register(registry);
		}
	}

	private static void duplicates(MeterRegistry registry, ExportGauges gauges, String project) {
		FunctionCounter.builder("langfuse.generations.duplicate", gauges, (all) -> all.duplicates(project))
			.tag(PROJECT, project)
			.description("Model calls that ran before in the same trace")
			.register(registry);
		FunctionCounter.builder("langfuse.generations.duplicate.tokens", gauges, (all) -> all.duplicateTokens(project))
			.tag(PROJECT, project)
			.description("Tokens used by model calls that ran before in the same trace")
			.register(registry);
	}

	private static void counter(MeterRegistry registry, String project, String name, String description,
			ExportStatistics statistics, ToDoubleFunction<ExportStatistics> count) {
		FunctionCounter.builder(name, statistics, count)
			.tag(PROJECT, project)
			.description(description)
			.register(registry);
	}

	private static void gauge(MeterRegistry registry, Tags tags, String name, @Nullable String unit, String description,
			Supplier<Number> value) {
		Gauge.builder(name, value).tags(tags).baseUnit(unit).description(description).register(registry);
	}

	private static final class Requests implements ExportListener {

		private final Timer encode;

		private final DistributionSummary batchSize;

		private final Map<Outcome.Kind, Timer> requests = new EnumMap<>(Outcome.Kind.class);

		Requests(MeterRegistry registry, Tags tags) {
			this.encode = Timer.builder("langfuse.export.encode")
				.tags(tags)
				.description("Time to encode and compress observations")
				.register(registry);
			this.batchSize = DistributionSummary.builder("langfuse.export.batch.size")
				.tags(tags)
				.description("Observations in a request")
				.register(registry);
			for (Outcome.Kind outcome : Outcome.Kind.values()) {
				this.requests.put(outcome,
						Timer.builder("langfuse.export.requests")
							.tags(tags)
							.tag("outcome", outcome.value())
							.description("Requests to the server")
							.register(registry));
			}
		}

		@Override
		public void encoded(int observations, long nanos) {
			this.encode.record(nanos, TimeUnit.NANOSECONDS);
		}

		@Override
		public void answered(Outcome.Kind outcome, int observations, long nanos) {
			this.batchSize.record(observations);
			Timer timer = this.requests.get(outcome);
			if (timer != null) {
				timer.record(nanos, TimeUnit.NANOSECONDS);
			}
		}

	}

}
