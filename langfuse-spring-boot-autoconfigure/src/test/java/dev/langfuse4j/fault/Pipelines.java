/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.fault;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.QueueOverflow;
import dev.langfuse4j.export.RetrySettings;
import dev.langfuse4j.export.otlp.OtlpEncoder;
import dev.langfuse4j.export.otlp.ResourceAttributes;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.export.pipeline.Exporters;
import dev.langfuse4j.export.pipeline.ObservationMasking;
import dev.langfuse4j.export.spill.SpillSettings;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.Credentials;
import dev.langfuse4j.http.LangfuseClients;

/**
 * Pipelines whose intervals are scaled down.
 */
final class Pipelines {

	private static final Duration TIMEOUT = Duration.ofMillis(400);

	private Pipelines() {
	}

	static ExportSettings quick() {
		RetrySettings retry = new RetrySettings(Duration.ofMillis(20), Duration.ofMillis(100), 10, 5,
				Duration.ofMillis(50), Duration.ofMillis(200));
		return new ExportSettings(20_000, 10_000_000, QueueOverflow.DROP_NEWEST, 50, Duration.ofMillis(50), 3_000_000,
				2, retry, Duration.ofMillis(200));
	}

	static ExportSettings spillingTo(Path directory) {
		ExportSettings quick = quick();
		return new ExportSettings(quick.maxQueueSize(), quick.maxQueueBytes(), quick.overflow(), quick.flushAt(),
				quick.flushInterval(), quick.maxBatchBytes(), quick.maxInFlight(), quick.retry(),
				quick.shutdownTimeout(), new SpillSettings(directory, 256_000_000, Duration.ofHours(24)));
	}

	static ExportPipeline to(String url, ExportSettings settings) {
		return new ExportPipeline(settings, ObservationMasking.none(), Exporters.of(),
				new Connection(URI.create(url), () -> new Credentials("pk-lf-1", "sk-lf-1"), TIMEOUT),
				new OtlpEncoder(new ResourceAttributes("demo", null, null, null)),
				new LangfuseClients(Map.of(), List::of));
	}

}
