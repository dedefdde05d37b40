/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a call costs, by contestant. A subclass is a scenario and says who takes part. The
 * contestants: see {@code docs/performance.md}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class CallBenchmark {

	private final Scenario scenario;

	private Object[] inputs;

	private int next;

	private Contestant contestant;

	private Service service;

	private long acceptedBefore;

	private long lostBefore;

	CallBenchmark(Scenario scenario) {
		this.scenario = scenario;
	}

	abstract String contestant();

	@Setup(Level.Trial)
	public void open() {
		this.inputs = this.scenario.inputs();
		this.contestant = Contestant.open(contestant());
		this.contestant.verify(this.scenario);
		this.service = this.contestant.service();
	}

	@Setup(Level.Iteration)
	public void begin() {
		this.acceptedBefore = this.contestant.accepted();
		this.lostBefore = this.contestant.lost();
	}

	@TearDown(Level.Iteration)
	public void end(Losses losses) {
		losses.accepted = this.contestant.accepted() - this.acceptedBefore;
		losses.lost = this.contestant.lost() - this.lostBefore;
	}

	@TearDown(Level.Trial)
	public void close() {
		this.contestant.close();
	}

	@Benchmark
	public Object call() {
		Object input = this.inputs[this.next++ & (Payloads.VARIANTS - 1)];
		return this.scenario.call(this.service, input);
	}

}
