/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How much can be observed and sent, and what happens when there is more: many calls of
 * scenario S2 from two threads as fast as they can, to a server in another process.
 */
final class Capacity {

	private final JsonMapper json = JsonMapper.builder().build();

	/**
	 * Runs each load in a process of its own, with a heap of a size that applications
	 * have.
	 * @return a table
	 */
	String run(int calls) {
		List<Result> results = new ArrayList<>();
		for (CapacityLoad.Kind kind : CapacityLoad.Kind.values()) {
			results.add(run(kind, calls));
		}
		double floor = results.get(CapacityLoad.Kind.FLOOR.ordinal()).cpuPerObservation();
		StringBuilder table = new StringBuilder(
				String.format("Capacity: %,d calls of S2 from two threads, heap of 512 MB%n%n", calls)
						+ "| load | accepted | lost | delivered | at the server | wire bytes (gzip) | protobuf bytes "
						+ "| CPU to floor | calls last | drain | peak RSS | median, p99 of a call |\n"
						+ "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
		for (Result result : results) {
			table.append(result.row(floor));
		}
		return table.toString();
	}

	private Result run(CapacityLoad.Kind kind, int calls) {
		Process sink = Processes.start(System.getProperty("java.class.path"), List.of("-Xmx512m"), CountingSink.class);
		try (BufferedReader sinkOutput = Processes.reader(sink)) {
			String url = "http://localhost:" + Processes.await(sinkOutput, CountingSink.PORT);
			Process load = Processes.start(System.getProperty("java.class.path"),
					List.of("-Xmx512m", "-Dspring.docker.compose.enabled=false"), CapacityLoad.class, kind.name(),
					String.valueOf(calls), url);
			String result = Processes.await(Processes.reader(load), CapacityLoad.RESULT);
			Processes.end(load);
			return new Result(kind, this.json.readTree(result), counts(url));
		}
		catch (IOException ex) {
			throw new IllegalStateException("The sink cannot be asked", ex);
		}
		finally {
			sink.destroy();
		}
	}

	/**
	 * What has reached the server.
	 */
	static long[] counts(String url) {
		try {
			String[] counts = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
				.body()
				.split(" ");
			return new long[] { Long.parseLong(counts[0]), Long.parseLong(counts[1]), Long.parseLong(counts[2]),
					Long.parseLong(counts[3]) };
		}
		catch (IOException ex) {
			throw new IllegalStateException("The sink cannot be asked", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private record Result(CapacityLoad.Kind kind, JsonNode load, long[] counts) {

		/**
		 * Per observation that got through: what was lost has cost something too.
		 */
		double cpuPerObservation() {
			return this.load.path("cpuNanos").asDouble() / Math.max(1, this.load.path("delivered").asLong());
		}

		String row(double floor) {
			boolean sends = this.counts[3] > 0;
			long warmUp = this.load.path("warmUp").asLong();
			return String.format("| %s | %,d | %s | %,d | %s | %s | %s | %s | %.1f s | %.1f s | %d MB | %s %s |%n",
					this.kind.description(), this.load.path("accepted").asLong(), this.load.path("lost").asString(),
					this.load.path("delivered").asLong(), sends ? String.format("%,d", this.counts[3] - warmUp) : "",
					sends ? perSpan(this.counts[1]) : this.load.path("bytes").asString(""),
					sends ? perSpan(this.counts[2]) : "",
					(this.load.path("delivered").asLong() > 0) ? String.format("%.2f", cpuPerObservation() / floor)
							: "",
					this.load.path("callSeconds").asDouble(), this.load.path("drainSeconds").asDouble(),
					this.load.path("peakKilobytes").asLong() / 1024, this.load.path("median").asString(""),
					this.load.path("p99").asString(""));
		}

		private String perSpan(long bytes) {
			return String.format("%,d", bytes / this.counts[3]);
		}

	}

}
