/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.benchmark.CapacityContestant.Kind;
import dev.langfuse4j.benchmark.CapacityProcess.Result;
import org.jspecify.annotations.Nullable;

/**
 * How much can be observed and sent, what that costs, and what happens when there is
 * more: calls of scenario S2, to a server in another process. All contestants warm up at
 * the same time. Each load is then made by one contestant after the other, while the
 * others rest.
 */
final class Capacity {

	private static final int RATE = 1_000;

	private static final int HIGH_RATE = 16_000;

	private static final int TURNS = 3;

	private final int warmUp;

	private final int calls;

	private final boolean quick;

	private final Map<Kind, CapacityProcess> processes = new EnumMap<>(Kind.class);

	/**
	 * Creates the benchmark.
	 * @param warmUp the seconds for which all contestants warm up
	 * @param calls how many calls a load without a rate has
	 * @param quick whether each load is short
	 */
	Capacity(int warmUp, int calls, boolean quick) {
		this.warmUp = warmUp;
		this.calls = calls;
		this.quick = quick;
	}

	/**
	 * Runs all contestants, each in a process of its own, with a heap of a size that
	 * applications have.
	 * @return tables
	 */
	String run() {
		Process sink = Processes.start(System.getProperty("java.class.path"), List.of("-Xmx1g"), CountingSink.class,
				String.valueOf(Kind.values().length));
		try (BufferedReader sinkOutput = Processes.reader(sink)) {
			String[] ports = Processes.await(sinkOutput, CountingSink.PORTS).split(" ");
			for (Kind kind : Kind.values()) {
				this.processes.put(kind, new CapacityProcess(kind, "http://localhost:" + ports[kind.ordinal()]));
			}
			this.processes.values().forEach(CapacityProcess::verify);
			this.processes.values().forEach((process) -> process.begin("steady " + RATE + " " + this.warmUp));
			this.processes.values().forEach(CapacityProcess::await);
			return String.format("Capacity: calls of S2, after %d s of warm-up at %,d calls a second%n%n", this.warmUp,
					RATE) + steady() + highRate() + flatOut() + drain();
		}
		catch (IOException ex) {
			throw new IllegalStateException("The sink cannot be read", ex);
		}
		finally {
			this.processes.values().forEach(CapacityProcess::close);
			sink.destroy();
		}
	}

	private String steady() {
		Map<Kind, List<Result>> results = turns("steady " + RATE + " " + (this.quick ? 2 : 5), Kind.FLOOR,
				Kind.DISABLED, Kind.OURS, Kind.OURS_PLAIN, Kind.OTEL_SDK);
		StringBuilder table = new StringBuilder(String.format("%,d calls a second, one thread, median of %d%n%n", RATE,
				TURNS)
				+ "| contestant | CPU per observation | to floor | to otelsdk | of it, worker | wire bytes | protobuf bytes "
				+ "| lost | median, p99 of a call | peak RSS |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
		results.forEach((kind, turns) -> {
			Result last = turns.get(turns.size() - 1);
			table.append(String.format("| %s | %s | %s | %s | %s | %.1f, %.1f µs | %d MB |%n", kind.description(),
					cpu(turns, results.get(Kind.FLOOR), results.get(Kind.OTEL_SDK)), last.bytes(), last.expanded(),
					kind.records() ? last.lost() : "", Result.median(turns, (turn) -> turn.number("median")),
					Result.median(turns, (turn) -> turn.number("p99")), (long) last.number("peakKilobytes") / 1024));
		});
		return table.append('\n').toString();
	}

	private String highRate() {
		StringBuilder table = new StringBuilder(String.format("%,d calls a second, two threads%n%n", HIGH_RATE)
				+ "| contestant | calls | lost | CPU per observation | to floor | to otelsdk | of it, worker "
				+ "| median, p99 of a call |\n|---|---:|---:|---:|---:|---:|---:|---:|\n");
		Map<Kind, List<Result>> results = new EnumMap<>(Kind.class);
		for (Kind kind : EnumSet.of(Kind.FLOOR, Kind.OURS, Kind.OTEL_SDK)) {
			results.put(kind, List.of(run(kind, "steady " + HIGH_RATE + " " + (this.quick ? 1 : 5))));
		}
		results.forEach((kind, turns) -> {
			Result result = turns.get(0);
			table.append(String.format("| %s | %,.0f | %s | %s | %.1f, %.1f µs |%n", kind.description(),
					result.number("calls"), result.lost(),
					cpu(turns, results.get(Kind.FLOOR), results.get(Kind.OTEL_SDK)), result.number("median"),
					result.number("p99")));
		});
		return table.append('\n').toString();
	}

	private String flatOut() {
		StringBuilder table = new StringBuilder(
				"Flat out, two threads\n\n| load | calls | delivered | lost | delivered a second | CPU per observation "
						+ "| to floor | to otelsdk | of it, worker | calls last | rest | peak RSS |\n"
						+ "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
		Map<Kind, Result> results = new EnumMap<>(Kind.class);
		for (Kind kind : EnumSet.of(Kind.FLOOR, Kind.OURS, Kind.OTEL_SDK)) {
			results.put(kind, run(kind, "flat-out " + this.calls));
		}
		List<Result> floor = List.of(results.get(Kind.FLOOR));
		List<Result> other = List.of(results.get(Kind.OTEL_SDK));
		results.forEach((kind, result) -> table.append(flatOut(kind.description(), result, floor, other)));
		table.append(flatOut(Kind.OURS.description() + ", callers wait for room",
				run(Kind.OURS, "paced " + this.calls / 2), floor, other));
		return table.append('\n').toString();
	}

	private String flatOut(String description, Result result, List<Result> floor, List<Result> other) {
		return String.format("| %s | %,.0f | %,.0f | %s | %,.0f | %s | %.1f s | %.1f s | %d MB |%n", description,
				result.number("calls"), result.number("delivered"), result.lost(), result.perSecond(),
				cpu(List.of(result), floor, other), result.number("callSeconds"), result.number("drainSeconds"),
				(long) result.number("peakKilobytes") / 1024);
	}

	/**
	 * The queue is filled, and has room for all, so that no caller takes the processor
	 * from the worker.
	 */
	private String drain() {
		Map<Kind, List<Result>> results = turns("drain " + Math.min(40_000, this.calls), Kind.OURS_LARGE_QUEUE,
				Kind.OURS_LARGE_QUEUE_GZIP, Kind.OURS_LARGE_QUEUE_PLAIN, Kind.OTEL_SDK_LARGE_QUEUE);
		StringBuilder table = new StringBuilder(String
			.format("Draining a full queue while callers rest, one worker, heap of 1 GB, median of %d%n%n", TURNS)
				+ "| contestant | delivered a second | CPU per observation | to otelsdk | of it, worker | wire bytes |\n"
				+ "|---|---:|---:|---:|---:|---:|\n");
		results.forEach((kind,
				turns) -> table.append(String.format("| %s | %,.0f | %s | %s |%n", kind.description(),
						Result.median(turns, Result::perSecond),
						cpu(turns, null, results.get(Kind.OTEL_SDK_LARGE_QUEUE)), turns.get(0).bytes())));
		return table.toString();
	}

	private Map<Kind, List<Result>> turns(String load, Kind... kinds) {
		Map<Kind, List<Result>> results = new EnumMap<>(Kind.class);
		for (int turn = 0; turn < TURNS; turn++) {
			for (Kind kind : kinds) {
				results.computeIfAbsent(kind, (key) -> new ArrayList<>()).add(run(kind, load));
			}
		}
		return results;
	}

	private Result run(Kind kind, String load) {
		return this.processes.get(kind).run(load);
	}

	private static String cpu(List<Result> results, @Nullable List<Result> floor, List<Result> other) {
		double cpu = Result.median(results, Result::cpuMicros);
		double spread = Medians.spread(results.stream().map(Result::cpuMicros).toList());
		return String.format("%.1f µs%s | ", cpu, (results.size() > 1) ? String.format(" ±%.0f %%", 100 * spread) : "")
				+ ((floor != null) ? String.format("%.2f | ", cpu / Result.median(floor, Result::cpuMicros)) : "")
				+ String.format("%.2f | %.1f µs", cpu / Result.median(other, Result::cpuMicros),
						Result.median(results, Result::workerMicros));
	}

}
