/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import org.jspecify.annotations.Nullable;

/**
 * The cost of calls that repeat an earlier one.
 *
 * @param count how many there are
 * @param times how often the most frequent input occurs
 * @param tokens their tokens
 * @param nanos how long they took
 */
record Waste(int count, int times, long tokens, long nanos) {

	static final Waste NONE = new Waste(0, 0, 0, 0);

	Waste and(ObservationReading observation) {
		int most = Math.max(this.times, observation.duplicates());
		if (observation.duplicateOf() == null) {
			return (most > this.times) ? new Waste(this.count, most, this.tokens, this.nanos) : this;
		}
		long more = (observation.tokens() != null) ? observation.tokens().total() : 0;
		return new Waste(this.count + 1, most, this.tokens + more, this.nanos + observation.nanos());
	}

	@Nullable Json json() {
		return (this.count > 0) ? new Json().put("count", this.count)
			.put("times", this.times)
			.put("tokens", this.tokens)
			.put("durationMs", Json.millis(this.nanos)) : null;
	}

}
