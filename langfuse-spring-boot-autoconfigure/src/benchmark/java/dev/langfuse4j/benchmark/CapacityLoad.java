/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.Assert;

/**
 * The application under load of {@link Capacity}. Reads a load a line, makes it, and says
 * how it went.
 */
public final class CapacityLoad {

	static final String RESULT = "Result:";

	private static final int THREADS = 2;

	/**
	 * What may wait when the callers take care that nothing is lost.
	 */
	private static final int MAX_WAITING = 4_000;

	/**
	 * Above this rate, two threads call.
	 */
	private static final int RATE_OF_A_THREAD = 2_000;

	private final CapacityContestant contestant;

	private final Service service;

	private final Object[] inputs = Scenario.S2.inputs();

	private CapacityLoad(CapacityContestant contestant) {
		this.contestant = contestant;
		this.service = contestant.service();
	}

	/**
	 * Makes loads until there is none.
	 * @param args the kind of contestant, the address of the server
	 * @throws Exception if anything fails
	 */
	public static void main(String[] args) throws Exception {
		JsonMapper json = JsonMapper.builder().build();
		BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		try (CapacityContestant contestant = CapacityContestant.open(CapacityContestant.Kind.valueOf(args[0]),
				args[1])) {
			CapacityLoad load = new CapacityLoad(contestant);
			for (String command = commands.readLine(); command != null; command = commands.readLine()) {
				System.out.println(RESULT + json.writeValueAsString(load.make(command.split(" "))));
			}
		}
	}

	private Map<String, Object> make(String[] command) throws InterruptedException, IOException {
		int calls = Integer.parseInt(command[1]);
		long before = this.contestant.delivered();
		Map<String, Object> result = switch (command[0]) {
			case "steady" -> steady(calls, Integer.parseInt(command[2]));
			case "paced" -> flatOut(calls, true);
			case "flat-out" -> flatOut(calls, false);
			case "drain" -> drain(calls);
			default -> throw new IllegalArgumentException(command[0]);
		};
		result.put("confirmed", this.contestant.delivered() - before);
		return result;
	}

	/**
	 * Calls at a rate. What a call takes an application that has time: it is not in the
	 * processor's caches any more.
	 */
	private Map<String, Object> steady(int rate, int seconds) throws InterruptedException, IOException {
		int threads = (rate > RATE_OF_A_THREAD) ? THREADS : 1;
		int calls = rate * seconds / threads;
		long interval = 1_000_000_000L * threads / rate;
		long[] latencies = new long[calls * threads];
		Measurement measurement = new Measurement();
		inThreads(threads, (thread) -> {
			long begin = System.nanoTime() + thread * interval / threads;
			for (int i = 0; i < calls; i++) {
				long wait = begin + i * interval - System.nanoTime();
				if (wait > 0) {
					LockSupport.parkNanos(wait);
				}
				long start = System.nanoTime();
				call(i);
				latencies[thread * calls + i] = System.nanoTime() - start;
			}
		});
		Map<String, Object> result = measurement.called(calls * threads);
		this.contestant.flush();
		measurement.ended(result);
		Arrays.sort(latencies);
		result.put("median", latencies[latencies.length / 2] / 1e3);
		result.put("p99", latencies[(int) (latencies.length * 0.99)] / 1e3);
		return result;
	}

	private Map<String, Object> flatOut(int calls, boolean paced) throws InterruptedException, IOException {
		Measurement measurement = new Measurement();
		inThreads(THREADS, (thread) -> {
			for (int i = 0; i < calls / THREADS; i++) {
				call(i);
				while (paced && this.contestant.accepted() - this.contestant.delivered() > MAX_WAITING) {
					LockSupport.parkNanos(100_000);
				}
			}
		});
		Map<String, Object> result = measurement.called(calls);
		this.contestant.flush();
		measurement.ended(result);
		return result;
	}

	/**
	 * Fills the queue, and measures only from the moment at which the callers rest.
	 */
	private Map<String, Object> drain(int calls) throws InterruptedException, IOException {
		long before = this.contestant.delivered();
		inThreads(THREADS, (thread) -> {
			for (int i = 0; i < calls / THREADS; i++) {
				call(i);
			}
		});
		Measurement measurement = new Measurement();
		Map<String, Object> result = measurement.called(calls);
		this.contestant.flush();
		measurement.ended(result);
		Assert.state(this.contestant.delivered() - before == calls, "The queue was too small");
		return result;
	}

	private void call(int index) {
		Object answer = Scenario.S2.call(this.service, this.inputs[index & (Payloads.VARIANTS - 1)]);
		Assert.state(answer != null, "No answer");
	}

	private static void inThreads(int count, IntConsumer work) throws InterruptedException {
		Thread[] threads = new Thread[count];
		for (int i = 0; i < threads.length; i++) {
			int index = i;
			threads[i] = new Thread(() -> work.accept(index), "caller-" + i);
			threads[i].start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
	}

	/**
	 * The most memory that this process has ever had, where the system tells.
	 */
	private static long peakKilobytes() throws IOException {
		Path status = Path.of("/proc/self/status");
		if (!Files.exists(status)) {
			return 0;
		}
		return Files.readAllLines(status)
			.stream()
			.filter((line) -> line.startsWith("VmHWM:"))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
			.findFirst()
			.orElse(0);
	}

	/**
	 * Processor time of all threads, of the workers, and the time that passes.
	 */
	private final class Measurement {

		private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory
			.getOperatingSystemMXBean();

		private final long delivered = CapacityLoad.this.contestant.delivered();

		private final long accepted = CapacityLoad.this.contestant.accepted();

		private final long workers = workers();

		private final long cpu = this.system.getProcessCpuTime();

		private final long start = System.nanoTime();

		private long called;

		Map<String, Object> called(int calls) {
			this.called = System.nanoTime();
			Map<String, Object> result = new LinkedHashMap<>();
			result.put("calls", calls);
			result.put("callSeconds", (this.called - this.start) / 1e9);
			return result;
		}

		void ended(Map<String, Object> result) throws IOException {
			long end = System.nanoTime();
			result.put("cpuNanos", this.system.getProcessCpuTime() - this.cpu);
			result.put("workerNanos", workers() - this.workers);
			result.put("seconds", (end - this.start) / 1e9);
			result.put("drainSeconds", (end - this.called) / 1e9);
			result.put("accepted", CapacityLoad.this.contestant.accepted() - this.accepted);
			result.put("delivered", CapacityLoad.this.contestant.delivered() - this.delivered);
			result.put("peakKilobytes", peakKilobytes());
			if (CapacityLoad.this.service instanceof FloorZip floor) {
				result.put("bytes", floor.zippedBytes() / Math.max(1, floor.observations()));
			}
		}

		private long workers() {
			ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
			long nanos = 0;
			for (long id : threads.getAllThreadIds()) {
				ThreadInfo info = threads.getThreadInfo(id);
				if (info != null && info.getThreadName().startsWith(CapacityLoad.this.contestant.worker())) {
					nanos += threads.getThreadCpuTime(id);
				}
			}
			return nanos;
		}

	}

}
