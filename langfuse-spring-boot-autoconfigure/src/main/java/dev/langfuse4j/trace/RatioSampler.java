/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

import dev.langfuse4j.observation.TraceId;

import org.springframework.util.Assert;

/**
 * Keeps a share of all traces by their id.
 */
final class RatioSampler implements TraceSampler {

	private final boolean all;

	private final boolean none;

	private final long threshold;

	RatioSampler(double rate) {
		Assert.isTrue(rate >= 0 && rate <= 1, "The rate must be from 0 to 1");
		BigInteger range = BigInteger.ONE.shiftLeft(Long.SIZE);
		BigInteger limit = new BigDecimal(range).multiply(BigDecimal.valueOf(rate))
			.setScale(0, RoundingMode.HALF_UP)
			.toBigInteger();
		this.all = limit.equals(range);
		this.none = limit.signum() == 0;
		this.threshold = limit.longValue();
	}

	@Override
	public boolean isSampled(String traceId) {
		return isSampled(TraceId.of(traceId));
	}

	boolean isSampled(TraceId traceId) {
		// The ID is only asked for, and so chosen, where it matters
		return this.all || (!this.none && Long.compareUnsigned(traceId.lower(), this.threshold) < 0);
	}

}
