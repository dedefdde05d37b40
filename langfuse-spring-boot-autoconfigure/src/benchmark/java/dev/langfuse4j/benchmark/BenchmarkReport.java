/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns results of JMH into tables of ratios: a time alone says more about the machine
 * than about the code.
 */
public final class BenchmarkReport {

	/**
	 * Beyond this spread something else was measured: a compiler that was not done, or a
	 * neighbour on the machine.
	 */
	private static final double UNSETTLED = 0.2;

	private final JsonMapper json = JsonMapper.builder().build();

	private final Map<String, List<Row>> tables = new LinkedHashMap<>();

	/**
	 * Prints the tables of result files.
	 * @param files the names of the files
	 */
	public static void main(String[] files) {
		BenchmarkReport report = new BenchmarkReport();
		for (String file : files) {
			report.read(Path.of(file));
		}
		System.out.println(report.text());
	}

	void read(Path file) {
		for (JsonNode result : this.json.readTree(file.toFile())) {
			Map<String, String> parameters = new LinkedHashMap<>();
			result.path("params").forEachEntry((name, value) -> parameters.put(name, value.asString()));
			String contestant = parameters.remove("contestant");
			String[] names = result.path("benchmark").asString().split("\\.");
			String table = names[names.length - 2].replace("Benchmark", "").toUpperCase(Locale.ROOT)
					+ (parameters.isEmpty() ? "" : " " + parameters);
			JsonNode others = result.path("secondaryMetrics");
			this.tables.computeIfAbsent(table, (key) -> new ArrayList<>())
				.add(new Row(contestant, values(result.path("primaryMetric")),
						values(others.path("gc.alloc.rate.norm")), values(others.path("lost")),
						values(others.path("accepted"))));
		}
	}

	String text() {
		StringBuilder text = new StringBuilder();
		this.tables.forEach((name, rows) -> {
			Row raw = find(rows, "raw", "without", "usual");
			Row floor = find(rows, "floor");
			text.append("### ").append(name).append("\n\n");
			text.append("| contestant | to raw | to floor | bytes per call | spread | lost |\n");
			text.append("|---|---:|---:|---:|---:|---:|\n");
			for (Row row : rows) {
				text.append(String.format("| %s | %s | %s | %,.0f | ±%.0f %%%s | %s |%n", row.contestant,
						ratio(row, raw), ratio(row, floor), Medians.median(row.bytes), 100 * row.spread(),
						(row.spread() > UNSETTLED) ? ", unsettled" : "", row.lostShare()));
			}
			text.append('\n');
		});
		return text.toString().stripTrailing() + "\n";
	}

	private static String ratio(Row row, @Nullable Row base) {
		if (base == null) {
			return "";
		}
		double ratio = Medians.median(row.times) / Medians.median(base.times);
		return String.format((ratio < 10) ? "%.2f" : "%,.0f", ratio);
	}

	private static @Nullable Row find(List<Row> rows, String... contestants) {
		return rows.stream().filter((row) -> List.of(contestants).contains(row.contestant)).findFirst().orElse(null);
	}

	/**
	 * The values of all iterations of all forks.
	 */
	private static List<Double> values(JsonNode metric) {
		List<Double> values = new ArrayList<>();
		for (JsonNode fork : metric.path("rawData")) {
			for (JsonNode value : fork) {
				values.add(value.asDouble());
			}
		}
		return values;
	}

	private record Row(String contestant, List<Double> times, List<Double> bytes, List<Double> lost,
			List<Double> accepted) {

		double spread() {
			return Medians.spread(this.times);
		}

		String lostShare() {
			double allLost = sum(this.lost);
			double all = allLost + sum(this.accepted);
			return (all > 0) ? String.format("%.1f %%", 100 * allLost / all) : "";
		}

		private static double sum(List<Double> values) {
			return values.stream().mapToDouble(Double::doubleValue).sum();
		}

	}

}
