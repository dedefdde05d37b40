/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.util.OptionalDouble;
import java.util.OptionalLong;

import dev.langfuse4j.export.Duplicates;
import dev.langfuse4j.observation.CostDetails;
import dev.langfuse4j.observation.ModelCall;
import dev.langfuse4j.observation.ObservationData;

/**
 * Adds up what the model calls of an item report. Thread-safe.
 */
final class ItemUsage {

	private Sum sum = Sum.UNKNOWN;

	synchronized void add(ObservationData observation) {
		ModelCall call = observation.modelCall();
		if (call.usage() != null) {
			this.sum = this.sum.and(new Sum(OptionalLong.of(Duplicates.tokens(observation)), OptionalDouble.empty()));
		}
		CostDetails cost = call.cost();
		Double total = (cost != null) ? cost.amounts().get("total") : null;
		if (total != null) {
			this.sum = this.sum.and(new Sum(OptionalLong.empty(), OptionalDouble.of(total)));
		}
	}

	synchronized Sum sum() {
		return this.sum;
	}

	/**
	 * The known tokens and cost.
	 *
	 * @param tokens the tokens
	 * @param cost the dollars
	 */
	record Sum(OptionalLong tokens, OptionalDouble cost) {

		static final Sum UNKNOWN = new Sum(OptionalLong.empty(), OptionalDouble.empty());

		Sum and(Sum other) {
			OptionalLong allTokens = (this.tokens.isPresent() && other.tokens.isPresent())
					? OptionalLong.of(this.tokens.getAsLong() + other.tokens.getAsLong())
					: (this.tokens.isPresent() ? this.tokens : other.tokens);
			OptionalDouble wholeCost = (this.cost.isPresent() && other.cost.isPresent())
					? OptionalDouble.of(this.cost.getAsDouble() + other.cost.getAsDouble())
					: (this.cost.isPresent() ? this.cost : other.cost);
			return new Sum(allTokens, wholeCost);
		}

	}

}
