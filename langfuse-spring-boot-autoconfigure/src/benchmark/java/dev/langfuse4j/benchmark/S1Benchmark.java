/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import org.openjdk.jmh.annotations.Param;

/**
 * The smallest values: what is left is the cost of an observation itself.
 */
public class S1Benchmark extends CallBenchmark {

	/**
	 * Who makes the call.
	 */
	@Param({ "raw", "floor", "floorlean", "defaults", "written", "meters", "tracing", "nometrics", "sampledout",
			"disabled", "unannotated", "aspect", "observed", "otelsdk" })
	public String contestant;

	public S1Benchmark() {
		super(Scenario.S1);
	}

	@Override
	String contestant() {
		return this.contestant;
	}

}
