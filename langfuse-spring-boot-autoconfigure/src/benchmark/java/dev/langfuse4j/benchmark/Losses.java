/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Goes into the results of each iteration, so that nobody takes dropping for speed.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Losses {

	/**
	 * Observations taken in this iteration.
	 */
	public long accepted;

	/**
	 * Observations for which there was no room in this iteration.
	 */
	public long lost;

}
