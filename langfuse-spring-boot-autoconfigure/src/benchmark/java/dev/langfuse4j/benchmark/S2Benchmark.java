/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import org.openjdk.jmh.annotations.Param;

/**
 * Values of a usual size.
 */
public class S2Benchmark extends CallBenchmark {

	/**
	 * Who makes the call.
	 */
	@Param({ "raw", "floor", "floorlean", "defaults", "meters", "tracing", "observed", "otelsdk" })
	public String contestant;

	public S2Benchmark() {
		super(Scenario.S2);
	}

	@Override
	String contestant() {
		return this.contestant;
	}

}
