/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.langfuse4j.export.BreakerState;
import dev.langfuse4j.export.ExportFailure;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.ExportStatus;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.otlp.ResourceAttributes;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.http.SdkVersion;
import dev.langfuse4j.observation.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * Writes the state of the console and the export as an object of a response.
 */
final class StateJson {

	private final ConsoleSettings settings;

	private final ConsoleApplication application;

	private final Instant started = Instant.now();

	StateJson(ConsoleSettings settings, ConsoleApplication application) {
		this.settings = settings;
		this.application = application;
	}

	Json json(TraceStore.Snapshot kept) {
		ExportPipeline pipeline = this.application.pipeline().get();
		ResourceAttributes resource = this.application.resource();
		Set<String> projects = new TreeSet<>();
		kept.traces().forEach((trace) -> projects.add(trace.key().project()));
		return new Json().put("revision", kept.revision())
			.put("application", resource.serviceName())
			.put("environment", (resource.environment() != null) ? resource.environment() : "default")
			.put("release", resource.release())
			.put("version", SdkVersion.get())
			.put("started", Json.time(this.started))
			.put("captureContent", this.application.captureContent())
			.put("sampleRate", this.application.sampleRate())
			.put("traces", kept.traces().size())
			.put("maxTraces", this.settings.maxTraces())
			.put("bytes", kept.bytes())
			.put("maxBytes", this.settings.maxBytes())
			.put("dropped", kept.dropped())
			.put("withoutContent", kept.withoutContent())
			.put("open", pipeline.statistics().open())
			.put("projects", projects)
			.put("export", export(pipeline.status(), pipeline.statistics()));
	}

	private Json export(ExportStatus status, ExportStatistics statistics) {
		if (!status.connected()) {
			return new Json().put("status", "off").put("reason", this.application.reason());
		}
		Map<String, Long> lost = new LinkedHashMap<>();
		statistics.lost().forEach((reason, count) -> {
			if (count > 0) {
				lost.put(reason.value(), count);
			}
		});
		boolean failing = status.isFailing() || status.breaker() != BreakerState.CLOSED;
		return new Json().put("status", failing ? "failing" : "sending")
			.put("server", this.application.links().server(TraceState.DEFAULT_PROJECT))
			.put("delivered", statistics.delivered())
			.put("waiting", (long) status.queueSize() + statistics.spilled())
			.put("rejected", lost.getOrDefault(LossReason.REJECTED.value(), 0L))
			.put("lost", lost.values().stream().mapToLong(Long::longValue).sum())
			.put("lostByReason", lost)
			.put("breaker", status.breaker().name().toLowerCase(Locale.ROOT))
			.put("lastSuccess", time(status.lastSuccess()))
			.put("lastFailure", failure(status.lastFailure()));
	}

	private static @Nullable Json failure(@Nullable ExportFailure failure) {
		return (failure != null) ? new Json().put("time", time(failure.time())).put("message", failure.cause()) : null;
	}

	private static @Nullable String time(@Nullable Instant time) {
		return (time != null) ? Json.time(time) : null;
	}

}
