/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import org.openjdk.jmh.annotations.Param;

/**
 * A small tree, all in one trace.
 */
public class N3Benchmark extends CallBenchmark {

	/**
	 * Who makes the call.
	 */
	@Param({ "raw", "floor", "floorlean", "defaults", "tracing", "observed" })
	public String contestant;

	public N3Benchmark() {
		super(Scenario.N3);
	}

	@Override
	String contestant() {
		return this.contestant;
	}

}
