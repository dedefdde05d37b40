/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import org.openjdk.jmh.annotations.Param;

/**
 * Large texts.
 */
public class S3Benchmark extends CallBenchmark {

	/**
	 * Who makes the call.
	 */
	@Param({ "raw", "floor", "floorlean", "defaults", "tracing" })
	public String contestant;

	public S3Benchmark() {
		super(Scenario.S3);
	}

	@Override
	String contestant() {
		return this.contestant;
	}

}
