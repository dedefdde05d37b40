/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.langfuse4j.export.BreakerState;
import dev.langfuse4j.export.ExportFailure;
import dev.langfuse4j.export.ExportStatus;
import dev.langfuse4j.export.pipeline.ExportGauges;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.lang.Internal;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Reports the state of the export from the last requests. The indicator neither sends a
 * request nor waits. If the server cannot be reached, the status is unknown and not down,
 * unless the settings ask for it: a load balancer should not remove an application
 * because of Langfuse.
 *
 * @since 0.1.0
 */
@Internal
public final class LangfuseHealthIndicator extends AbstractHealthIndicator {

	private final ExportPipeline pipeline;

	private final boolean downOnFailure;

	/**
	 * Creates an indicator.
	 * @param pipeline whose health it shows
	 * @param downOnFailure whether it is down while the servers of all projects are only
	 * probed
	 */
	public LangfuseHealthIndicator(ExportPipeline pipeline, boolean downOnFailure) {
		super("The health of Langfuse could not be determined");
		this.pipeline = pipeline;
		this.downOnFailure = downOnFailure;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ExportGauges gauges = this.pipeline.gauges();
		Map<String, ExportStatus> connected = new TreeMap<>();
		gauges.projects().forEach((project) -> {
			ExportStatus status = gauges.status(project);
			if (status.connected()) {
				connected.put(project, status);
			}
		});
		if (connected.isEmpty()) {
			builder.unknown().withDetail("reason", "nothing is sent to a server");
			return;
		}
		List<String> failing = gauges.projects()
			.stream()
			.filter((project) -> gauges.scoreStatus(project).isFailing())
			.toList();
		if (!failing.isEmpty()) {
			builder.withDetail("failingScores", failing);
		}
		if (!failing.isEmpty() || connected.values().stream().anyMatch(ExportStatus::isFailing)) {
			// One tenant's server that is gone is no reason to stop serving the others
			boolean down = this.downOnFailure && connected.values()
				.stream()
				.allMatch((status) -> status.isFailing() && status.breaker() != BreakerState.CLOSED);
			builder.status(down ? "DOWN" : "UNKNOWN");
		}
		else if (connected.values().stream().anyMatch((status) -> status.lastSuccess() != null)) {
			builder.up();
		}
		else {
			builder.unknown().withDetail("reason", "nothing has been sent yet");
		}
		if (gauges.projects().size() == 1) {
			connected.values().forEach((status) -> builder.withDetails(details(status)));
		}
		else {
			connected.forEach((project, status) -> builder.withDetail(project, details(status)));
		}
	}

	private static Map<String, Object> details(ExportStatus status) {
		Map<String, Object> details = new LinkedHashMap<>();
		if (status.lastSuccess() != null) {
			details.put("lastSuccess", status.lastSuccess().toString());
		}
		ExportFailure failure = status.lastFailure();
		if (failure != null) {
			details.put("lastFailure", failure.time() + ": " + failure.cause());
		}
		details.put("breaker", status.breaker().name());
		details.put("queue", fill(status.queueSize(), status.maxQueueSize()));
		details.put("queueBytes", fill(status.queueBytes(), status.maxQueueBytes()));
		return details;
	}

	private static String fill(long held, long max) {
		return held + " of " + max;
	}

}
