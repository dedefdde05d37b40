/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.langfuse4j.benchmark.Payloads.Asked;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.Assert;

/**
 * A contestant of {@link Capacity} in a process of its own, and what the server has of
 * it.
 */
final class CapacityProcess implements AutoCloseable {

	private static final HttpClient http = HttpClient.newHttpClient();

	private static final JsonMapper json = JsonMapper.builder().build();

	private final CapacityContestant.Kind kind;

	private final String url;

	private final Process process;

	private final BufferedReader output;

	private final OutputStream input;

	private long[] counts = new long[3];

	CapacityProcess(CapacityContestant.Kind kind, String url) {
		this.kind = kind;
		this.url = url;
		this.process = Processes.start(System.getProperty("java.class.path"),
				List.of(kind.largeQueue() ? "-Xmx1g" : "-Xmx512m", "-Dspring.docker.compose.enabled=false"),
				CapacityLoad.class, kind.name(), url);
		this.output = Processes.reader(this.process);
		this.input = this.process.getOutputStream();
	}

	CapacityContestant.Kind kind() {
		return this.kind;
	}

	/**
	 * Makes a load begin.
	 */
	void begin(String load) {
		try {
			this.input.write((load + "\n").getBytes(StandardCharsets.UTF_8));
			this.input.flush();
		}
		catch (IOException ex) {
			throw new IllegalStateException("The application has ended", ex);
		}
	}

	/**
	 * Waits for the end of a load, and fails if the server has not got what was
	 * delivered.
	 */
	Result await() {
		JsonNode load = json.readTree(Processes.await(this.output, CapacityLoad.RESULT));
		long[] before = this.counts;
		this.counts = counts();
		long[] since = new long[3];
		for (int i = 0; i < since.length; i++) {
			since[i] = this.counts[i] - before[i];
		}
		Assert.state(!this.kind.sends() || since[2] == load.path("confirmed").asLong(), () -> this.kind
				+ " has delivered " + load.path("confirmed") + " observations, but the server has " + since[2]);
		return new Result(load, since[0], since[1], since[2]);
	}

	Result run(String load) {
		begin(load);
		return await();
	}

	/**
	 * Makes one call, and fails if it is not at the server with all its content.
	 */
	void verify() {
		Result result = run("paced 2");
		Assert.state(result.load().path("delivered").asLong() == (this.kind.records() ? 2 : 0),
				() -> this.kind + " has not delivered its calls");
		if (this.kind.sends()) {
			List<Span> spans = spans();
			Assert.state(spans.size() > 0, "No spans");
			Asked asked = (Asked) Scenario.S2.inputs()[0];
			for (Span span : spans) {
				verify(span, "langfuse.observation.input",
						Map.of("query", asked.query(), "documents", asked.documents()));
				verify(span, "langfuse.observation.output", Payloads.answer());
			}
		}
	}

	private void verify(Span span, String attribute, Object expected) {
		String text = span.getAttributesList()
			.stream()
			.filter((each) -> each.getKey().equals(attribute))
			.map(KeyValue::getValue)
			.map((value) -> value.getStringValue())
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(this.kind + " has not sent " + attribute));
		Assert.state(json.readTree(text).equals(json.readTree(json.writeValueAsString(expected))),
				() -> this.kind + " has sent another " + attribute + ": " + text);
	}

	private List<Span> spans() {
		try {
			return ExportTraceServiceRequest.parseFrom(ask("/last"))
				.getResourceSpansList()
				.stream()
				.flatMap((resource) -> resource.getScopeSpansList().stream())
				.flatMap((scope) -> scope.getSpansList().stream())
				.toList();
		}
		catch (InvalidProtocolBufferException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private long[] counts() {
		String[] counts = new String(ask("/"), StandardCharsets.UTF_8).split(" ");
		return new long[] { Long.parseLong(counts[0]), Long.parseLong(counts[1]), Long.parseLong(counts[2]) };
	}

	private byte[] ask(String path) {
		try {
			return http.send(HttpRequest.newBuilder(URI.create(this.url + path)).build(), BodyHandlers.ofByteArray())
				.body();
		}
		catch (IOException ex) {
			throw new IllegalStateException("The sink cannot be asked", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
	}

	/**
	 * How a load went.
	 *
	 * @param load what the application says
	 * @param wireBytes the bytes of its requests at the server
	 * @param expandedBytes the bytes of these without compression
	 * @param spans the spans at the server
	 */
	record Result(JsonNode load, long wireBytes, long expandedBytes, long spans) {

		double number(String name) {
			return this.load.path(name).asDouble();
		}

		/**
		 * Per observation that got through: what was lost has cost something too.
		 */
		double cpuMicros() {
			double observations = (number("delivered") > 0) ? number("delivered") : number("calls");
			return number("cpuNanos") / 1e3 / observations;
		}

		double workerMicros() {
			return number("workerNanos") / 1e3 / Math.max(1, number("delivered"));
		}

		double perSecond() {
			return number("delivered") / number("seconds");
		}

		String lost() {
			double lost = number("calls") - number("delivered");
			return String.format("%.1f %%", 100 * lost / number("calls"));
		}

		String bytes() {
			return (this.spans > 0) ? String.format("%,d", this.wireBytes / this.spans)
					: this.load.path("bytes").asString("");
		}

		String expanded() {
			return (this.spans > 0) ? String.format("%,d", this.expandedBytes / this.spans) : "";
		}

		static double median(List<Result> results, ToDoubleFunction<Result> number) {
			return Medians.median(results.stream().mapToDouble(number).boxed().toList());
		}

	}

}
