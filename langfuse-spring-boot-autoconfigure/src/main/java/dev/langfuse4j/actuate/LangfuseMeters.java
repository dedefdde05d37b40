package dev.langfuse4j.actuate;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import dev.langfuse4j.capture.CaptureTimes;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.export.ExportListener;
import dev.langfuse4j.export.ExportPipeline;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.ExportStatus;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.http.Outcome;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * The meters of the export. Wiring.
 */
public final class LangfuseMeters implements MeterBinder {

	private final ExportPipeline pipeline;

	private final ContentCapture capture;

	/**
	 * Creates the meters.
	 * @param pipeline what is measured
	 * @param capture what is measured on the threads of the application
	 */
	public LangfuseMeters(ExportPipeline pipeline, ContentCapture capture) {
		this.pipeline = pipeline;
		this.capture = capture;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		ExportStatistics statistics = this.pipeline.statistics();
		counter(registry, "langfuse.observations.enqueued", "Observations taken into the queue", statistics,
				ExportStatistics::accepted);
		counter(registry, "langfuse.observations.exported", "Observations that the server has taken", statistics,
				ExportStatistics::delivered);
		for (LossReason reason : LossReason.values()) {
			FunctionCounter
				.builder("langfuse.observations.dropped", statistics, (all) -> all.lost().getOrDefault(reason, 0L))
				.tag("reason", reason.value())
				.description("Observations that were lost")
				.register(registry);
		}
		Gauge.builder("langfuse.observations.open", statistics, ExportStatistics::open)
			.description("Observations that have begun and not ended")
			.register(registry);
		gauge(registry, "langfuse.export.queue.size", null, "Observations waiting or on their way",
				ExportStatus::queueSize);
		gauge(registry, "langfuse.export.queue", "bytes", "Memory that observations waiting or on their way take",
				ExportStatus::queueBytes);
		gauge(registry, "langfuse.export.spill", "bytes", "What waits in the spill directory",
				ExportStatus::spilledBytes);
		this.pipeline.listen(new Requests(registry));
		CaptureTimes times = this.capture.measure();
		FunctionTimer
			.builder("langfuse.capture", times, CaptureTimes::count, CaptureTimes::totalNanos, TimeUnit.NANOSECONDS)
			.description("Capturing of values, other than texts, on the threads of the application")
			.register(registry);
	}

	private static void counter(MeterRegistry registry, String name, String description, ExportStatistics statistics,
			ToDoubleFunction<ExportStatistics> count) {
		FunctionCounter.builder(name, statistics, count).description(description).register(registry);
	}

	private void gauge(MeterRegistry registry, String name, @Nullable String unit, String description,
			ToDoubleFunction<ExportStatus> value) {
		Gauge.builder(name, this.pipeline, (pipeline) -> value.applyAsDouble(pipeline.status()))
			.baseUnit(unit)
			.description(description)
			.register(registry);
	}

	private static final class Requests implements ExportListener {

		private final Timer encode;

		private final DistributionSummary batchSize;

		private final Map<Outcome.Kind, Timer> requests = new EnumMap<>(Outcome.Kind.class);

		Requests(MeterRegistry registry) {
			this.encode = Timer.builder("langfuse.export.encode")
				.description("Writing and compressing of observations")
				.register(registry);
			this.batchSize = DistributionSummary.builder("langfuse.export.batch.size")
				.description("Observations in a request")
				.register(registry);
			for (Outcome.Kind outcome : Outcome.Kind.values()) {
				this.requests.put(outcome,
						Timer.builder("langfuse.export.requests")
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
