/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.lang.ExtensionPoint;

/**
 * Decides which traces are recorded. Replace it with a bean of this type; the default
 * keeps {@code langfuse.sample-rate} of all traces.
 * <p>
 * Asked once at each root, on the caller's thread: must be quick and thread-safe, and
 * should depend on nothing but the id, so that every process decides alike. If a sampler
 * throws, the trace is not recorded.
 *
 * @since 0.1.0
 */
@ExtensionPoint
@FunctionalInterface
public interface TraceSampler {

	/**
	 * Whether a trace is recorded.
	 * @param traceId the trace id, 32 lower-case hex digits
	 * @return whether to record
	 */
	boolean isSampled(String traceId);

	/**
	 * A sampler that keeps a share of all traces, the same ones in every process: those
	 * whose lower 64 bits, read as an unsigned number, are below {@code rate * 2^64}.
	 * @param rate the share, from 0 (none) to 1 (all)
	 * @return the sampler
	 */
	static TraceSampler ratio(double rate) {
		return new RatioSampler(rate);
	}

}
