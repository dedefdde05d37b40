/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.capture.WellFormed;

import org.springframework.util.StringUtils;

/**
 * The cost of a model call in US dollars, per bucket of its {@link UsageDetails}.
 * Immutable.
 * <p>
 * Only needed where Langfuse cannot derive the cost from model and usage: any cost given
 * here replaces the one Langfuse would calculate. A negative or non-finite amount, or a
 * bucket without a name, is left out.
 *
 * @since 0.1.0
 */
public final class CostDetails {

	private static final String TOTAL = "total";

	private static final CostDetails NONE = new CostDetails(Collections.emptyMap());

	private final Map<String, Double> amounts;

	private CostDetails(Map<String, Double> amounts) {
		this.amounts = amounts;
	}

	/**
	 * A cost of input and output.
	 * @param input dollars for the prompt
	 * @param output dollars for the completion
	 * @return the cost
	 */
	public static CostDetails of(double input, double output) {
		return NONE.with("input", input).with("output", output);
	}

	/**
	 * A cost of which only the total is known.
	 * @param total dollars for the call
	 * @return the cost
	 */
	public static CostDetails ofTotal(double total) {
		return NONE.with(TOTAL, total);
	}

	/**
	 * A copy of this cost with one more bucket.
	 * @param bucket the bucket's name, as in the {@link UsageDetails}
	 * @param amount the dollars
	 * @return the cost
	 */
	public CostDetails with(String bucket, double amount) {
		if (!Double.isFinite(amount) || amount < 0 || !StringUtils.hasText(bucket)) {
			return this;
		}
		Map<String, Double> copy = new LinkedHashMap<>(this.amounts);
		copy.put(WellFormed.of(bucket), amount);
		return new CostDetails(Collections.unmodifiableMap(copy));
	}

	/**
	 * The buckets in the order in which they were given, with a {@code total}: Langfuse
	 * derives it from {@code input} and {@code output} only.
	 * @return an unmodifiable map
	 */
	public Map<String, Double> amounts() {
		if (this.amounts.isEmpty() || this.amounts.containsKey(TOTAL)) {
			return this.amounts;
		}
		double total = this.amounts.values().stream().mapToDouble(Double::doubleValue).sum();
		return with(TOTAL, total).amounts;
	}

	@Override
	public String toString() {
		return "CostDetails" + this.amounts;
	}

}
