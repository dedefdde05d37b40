/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import com.sun.management.OperatingSystemMXBean;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.benchmark.Payloads.Asked;
import dev.langfuse4j.export.ExportStatistics;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application under load of {@link Capacity}. Its process says how it went.
 */
public final class CapacityLoad {

	static final String RESULT = "Result:";

	private static final int THREADS = 2;

	/**
	 * Enough for the compiler; these are sent too, and subtracted.
	 */
	private static final int WARM_UP = 20_000;

	/**
	 * What may wait when the callers take care that nothing is lost.
	 */
	private static final int MAX_WAITING = 4_000;

	/**
	 * As many as a batch has.
	 */
	private static final int BATCH = 512;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Kind kind;

	private final String url;

	private final Object[] inputs = Scenario.S2.inputs();

	private final JsonMapper json = JsonMapper.builder().build();

	private final AtomicLong zippedBytes = new AtomicLong();

	private CapacityLoad(Kind kind, String url) {
		this.kind = kind;
		this.url = url;
	}

	/**
	 * Runs one load.
	 * @param args the kind of load, the number of calls, the address of the server
	 * @throws Exception if anything fails
	 */
	public static void main(String[] args) throws Exception {
		CapacityLoad load = new CapacityLoad(Kind.valueOf(args[0]), args[2]);
		int calls = Integer.parseInt(args[1]);
		Map<String, Object> result = (load.kind == Kind.FLOOR) ? load.floor(calls) : load.observed(calls);
		result.put("peakKilobytes", peakKilobytes());
		System.out.println(RESULT + load.json.writeValueAsString(result));
	}

	/**
	 * The least: JSON text of both values, compressed in batches, sent nowhere.
	 */
	private Map<String, Object> floor(int calls) throws InterruptedException {
		Service service = new PlainService(null);
		zip(service, WARM_UP);
		this.zippedBytes.set(0);
		Measurement measurement = new Measurement();
		inThreads(() -> zip(service, calls / THREADS));
		Map<String, Object> result = measurement.called();
		measurement.ended(result);
		result.put("delivered", calls);
		result.put("accepted", calls);
		result.put("bytes", String.format("%,d", this.zippedBytes.get() / calls));
		return result;
	}

	private void zip(Service service, int calls) {
		int done = 0;
		while (done < calls) {
			CountingStream counting = new CountingStream();
			try (OutputStream zip = new FastGzip(counting)) {
				for (int i = 0; i < BATCH && done < calls; i++, done++) {
					Asked asked = (Asked) this.inputs[done & (Payloads.VARIANTS - 1)];
					zip.write(bytes(Map.of("query", asked.query(), "documents", asked.documents())));
					zip.write(bytes(service.ask(asked.query(), asked.documents())));
				}
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
			this.zippedBytes.addAndGet(counting.count);
		}
	}

	private byte[] bytes(Object value) {
		return this.json.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
	}

	private Map<String, Object> observed(int calls) throws InterruptedException {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Contexts.Ours.class)
			.web(WebApplicationType.NONE)
			.properties("logging.level.root=error", "langfuse.public-key=pk-lf-benchmark",
					"langfuse.secret-key=sk-lf-benchmark", "langfuse.base-url=" + this.url,
					"langfuse.enabled=" + (this.kind != Kind.DISABLED))
			.run();
		Service service = context.getBean("service", Service.class);
		Langfuse langfuse = context.getBean(Langfuse.class);
		ExportStatistics statistics = context.getBean(ExportStatistics.class);
		call(service, statistics, WARM_UP, true);
		langfuse.flush(PATIENCE);
		long accepted = statistics.accepted();
		long delivered = statistics.delivered();
		long lostBefore = statistics.lost().values().stream().mapToLong(Long::longValue).sum();
		if (accepted != delivered || lostBefore > 0 || accepted != ((this.kind != Kind.DISABLED) ? WARM_UP : 0)) {
			throw new IllegalStateException("Warming up has not delivered everything");
		}
		Measurement measurement = new Measurement();
		long[] latencies = new long[0];
		if (this.kind == Kind.STEADY) {
			latencies = callSteadily(service, calls / 10);
		}
		else {
			inThreads(() -> call(service, statistics, calls / THREADS, this.kind == Kind.PACED));
		}
		Map<String, Object> result = measurement.called();
		result.put("median", micros(latencies, 0.5));
		result.put("p99", micros(latencies, 0.99));
		langfuse.flush(PATIENCE);
		measurement.ended(result);
		result.put("accepted", statistics.accepted() - accepted);
		result.put("delivered", statistics.delivered() - delivered);
		result.put("warmUp", accepted);
		result.put("lost",
				statistics.lost()
					.entrySet()
					.stream()
					.filter((reason) -> reason.getValue() > 0)
					.map((reason) -> String.format("%,d %s", reason.getValue(), reason.getKey()))
					.collect(Collectors.joining(", ")));
		context.close();
		return result;
	}

	private void call(Service service, ExportStatistics statistics, int calls, boolean paced) {
		for (int i = 0; i < calls; i++) {
			Object answer = Scenario.S2.call(service, this.inputs[i & (Payloads.VARIANTS - 1)]);
			if (answer == null) {
				throw new IllegalStateException("No answer");
			}
			while (paced && statistics.accepted() - statistics.delivered() > MAX_WAITING) {
				LockSupport.parkNanos(100_000);
			}
		}
	}

	/**
	 * What a call takes an application that has time: it is not in the processor's caches
	 * any more.
	 * @return the nanoseconds of each call
	 */
	private long[] callSteadily(Service service, int calls) {
		long[] latencies = new long[calls];
		long begin = System.nanoTime();
		for (int i = 0; i < calls; i++) {
			long wait = begin + i * 1_000_000L - System.nanoTime();
			LockSupport.parkNanos(Math.max(0, wait));
			long start = System.nanoTime();
			Scenario.S2.call(service, this.inputs[i & (Payloads.VARIANTS - 1)]);
			latencies[i] = System.nanoTime() - start;
		}
		Arrays.sort(latencies);
		return latencies;
	}

	private static String micros(long[] sorted, double share) {
		return (sorted.length > 0) ? String.format("%.1f", sorted[(int) (sorted.length * share)] / 1e3) : "";
	}

	private static void inThreads(Runnable work) throws InterruptedException {
		Thread[] threads = new Thread[THREADS];
		for (int i = 0; i < threads.length; i++) {
			threads[i] = new Thread(work, "caller-" + i);
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
	 * The kinds of load.
	 */
	enum Kind {

		FLOOR("floor: JSON text and gzip, by hand"),

		DISABLED("`langfuse.enabled=false`"),

		STEADY("a thousand calls per second"),

		PACED("callers wait for room"),

		FLAT_OUT("flat out");

		private final String description;

		Kind(String description) {
			this.description = description;
		}

		String description() {
			return this.description;
		}

	}

	private static final class Measurement {

		private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory
			.getOperatingSystemMXBean();

		private final long cpu = this.system.getProcessCpuTime();

		private final long start = System.nanoTime();

		private long called;

		Map<String, Object> called() {
			this.called = System.nanoTime();
			Map<String, Object> result = new LinkedHashMap<>();
			result.put("callSeconds", (this.called - this.start) / 1e9);
			return result;
		}

		void ended(Map<String, Object> result) {
			result.put("drainSeconds", (System.nanoTime() - this.called) / 1e9);
			result.put("cpuNanos", this.system.getProcessCpuTime() - this.cpu);
		}

	}

	/**
	 * Compresses as we do: with more effort by hand the comparison would flatter us.
	 */
	private static final class FastGzip extends GZIPOutputStream {

		FastGzip(OutputStream out) throws IOException {
			super(out);
			this.def.setLevel(Deflater.BEST_SPEED);
		}

	}

	private static final class CountingStream extends OutputStream {

		private long count;

		@Override
		public void write(int b) {
			this.count++;
		}

		@Override
		public void write(byte[] bytes, int offset, int length) {
			this.count += length;
		}

	}

}
