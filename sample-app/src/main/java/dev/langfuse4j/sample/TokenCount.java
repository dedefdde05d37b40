/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.UsageDetails;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Adds up the tokens of all model calls: an exporter of the application's own. Because of
 * it, observations are made without keys, too, and an experiment can show its tokens.
 */
@Component
@Profile({ "job", "experiment" })
class TokenCount implements ObservationExporter {

	private final Map<String, Long> amounts = new ConcurrentHashMap<>();

	@Override
	public void export(List<ObservationData> observations) {
		for (ObservationData observation : observations) {
			UsageDetails usage = observation.modelCall().usage();
			if (usage != null) {
				usage.amounts().forEach((bucket, amount) -> this.amounts.merge(bucket, amount, Long::sum));
			}
		}
	}

	long of(String bucket) {
		return this.amounts.getOrDefault(bucket, 0L);
	}

}
