/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export;

import java.util.Map;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.UsageDetails;

/**
 * The words for model calls that ran before.
 *
 * @since 0.1.0
 */
@Internal
public final class Duplicates {

	/**
	 * The key of the metadata for the id of the observation that ran first.
	 */
	public static final String OF = "duplicate_of";

	/**
	 * The key of the metadata for how often the call has run by then, the first time
	 * included.
	 */
	public static final String COUNT = "duplicate_count";

	private static final String TOTAL = "total";

	private Duplicates() {
	}

	/**
	 * The tokens that a model call used.
	 * @param observation the observation
	 * @return the total, zero if it is not known
	 */
	public static long tokens(ObservationData observation) {
		UsageDetails usage = observation.modelCall().usage();
		if (usage == null) {
			return 0;
		}
		Map<String, Long> amounts = usage.amounts();
		Long total = amounts.get(TOTAL);
		return (total != null) ? total : amounts.values().stream().mapToLong(Long::longValue).sum();
	}

}
