/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.score.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * Writes results for people. Shows neither inputs nor outputs.
 */
final class ResultText {

	private static final int MAX_ROWS = 1_000;

	private static final int MAX_SCORES = 12;

	private static final int MAX_NAMES = 10;

	private static final int MAX_TEXT = 60;

	private ResultText() {
	}

	static String plain(ExperimentResult<?> result) {
		List<String[]> rows = rows(result);
		int[] widths = new int[rows.get(0).length];
		rows.forEach((row) -> Arrays.setAll(widths, (i) -> Math.max(widths[i], row[i].length())));
		StringBuilder text = new StringBuilder();
		for (String[] row : rows) {
			StringBuilder line = new StringBuilder();
			for (int i = 0; i < row.length; i++) {
				line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
			}
			text.append(line.toString().stripTrailing()).append('\n');
		}
		appendOmitted(text, result);
		text.append('\n');
		summary(result).forEach((line) -> text.append(line).append('\n'));
		return text.toString();
	}

	static String markdown(ExperimentResult<?> result) {
		StringBuilder text = new StringBuilder();
		text.append("### ").append(cell(line(result.runName()))).append("\n\n");
		List<String[]> rows = rows(result);
		append(text, rows.get(0));
		text.append("| --- ".repeat(rows.get(0).length)).append("|\n");
		rows.subList(1, rows.size()).forEach((row) -> append(text, row));
		appendOmitted(text.append('\n'), result);
		List<String> summary = summary(result);
		summary.subList(1, summary.size()).forEach((line) -> text.append("- ").append(cell(line)).append('\n'));
		return text.toString();
	}

	private static void append(StringBuilder text, String[] row) {
		for (String value : row) {
			text.append("| ").append(cell(value)).append(' ');
		}
		text.append("|\n");
	}

	/**
	 * Keeps text from being read as Markdown or HTML.
	 */
	private static String cell(String text) {
		return text.replace("\\", "\\\\")
			.replace("|", "\\|")
			.replace("`", "\\`")
			.replace("*", "\\*")
			.replace("_", "\\_")
			.replace("[", "\\[")
			.replace("&", "&amp;")
			.replace("<", "&lt;");
	}

	private static void appendOmitted(StringBuilder text, ExperimentResult<?> result) {
		int more = result.items().size() - MAX_ROWS;
		if (more > 0) {
			text.append("... and ").append(more).append(" more items\n");
		}
	}

	private static List<String[]> rows(ExperimentResult<?> result) {
		List<String> scores = result.scoreNames().stream().limit(MAX_SCORES).toList();
		List<String> header = new ArrayList<>(List.of("item", "status"));
		scores.forEach((name) -> header.add(line(name)));
		header.addAll(List.of("latency", "tokens", "cost", "remark"));
		List<String[]> rows = new ArrayList<>();
		rows.add(header.toArray(String[]::new));
		for (ItemResult<?> item : result.items().stream().limit(MAX_ROWS).toList()) {
			List<String> row = new ArrayList<>(List.of(id(result, item), item.status().text()));
			scores.forEach((name) -> row.add(score(item, name)));
			row.add((item.status() == ItemStatus.MISSING) ? Texts.NOTHING : Texts.duration(item.latency()));
			row.add(Texts.tokens(item.tokens()));
			row.add(Texts.cost(item.cost()));
			row.add(remark(result, item));
			rows.add(row.toArray(String[]::new));
		}
		return rows;
	}

	private static String score(ItemResult<?> item, String name) {
		Evaluation evaluation = item.evaluations().get(name);
		if (evaluation == null) {
			return item.isCompleted() ? "unscored" : Texts.NOTHING;
		}
		Object value = evaluation.value();
		return (value instanceof Number number) ? Texts.number(number.doubleValue()) : line(value.toString());
	}

	/**
	 * Says what went wrong with an item.
	 */
	static String remark(ExperimentResult<?> result, ItemResult<?> item) {
		UnaryOperator<String> mask = result.parts().mask();
		List<String> remarks = new ArrayList<>();
		if (item.error() != null) {
			remarks.add(Texts.error(item.error(), mask));
		}
		item.evaluationErrors()
			.forEach((name, error) -> remarks.add(line(name) + " gave no score (" + Texts.error(error, mask) + ")"));
		return String.join("; ", remarks);
	}

	static String id(ExperimentResult<?> result, ItemResult<?> item) {
		return Texts.id(item, result.parts().definition().repetitions());
	}

	private static List<String> summary(ExperimentResult<?> result) {
		List<String> lines = new ArrayList<>();
		lines.add("Run " + line(result.runName()));
		lines.add(counts(result));
		result.scoreNames().stream().limit(MAX_SCORES).forEach((name) -> lines.add(average(result, name)));
		result.evaluations()
			.forEach((name, evaluation) -> lines
				.add("run score " + line(name) + ": " + ((evaluation.value() instanceof Number number)
						? Texts.number(number.doubleValue()) : line(evaluation.value().toString()))));
		result.evaluationErrors()
			.forEach((name, error) -> lines
				.add("run score " + line(name) + ": none (" + Texts.error(error, result.parts().mask()) + ")"));
		Latency latency = result.latency();
		lines.add("latency p50 " + Texts.duration(latency.p50()) + ", p95 " + Texts.duration(latency.p95()) + ", max "
				+ Texts.duration(latency.max()) + "; tokens " + Texts.tokens(result.tokens()) + "; cost "
				+ Texts.cost(result.cost()));
		lines.add(delivery(result));
		if (result.url() != null) {
			lines.add(result.url());
		}
		return lines;
	}

	private static String delivery(ExperimentResult<?> result) {
		if (result.isLocal()) {
			return "local: nothing was sent to Langfuse";
		}
		return result.delivered() ? "delivered to Langfuse" : "NOT delivered to Langfuse completely, see the log";
	}

	static String counts(ExperimentResult<?> result) {
		return result.items().size() + " items: "
				+ Arrays.stream(ItemStatus.values())
					.map((status) -> result.count(status) + " " + status.text())
					.collect(Collectors.joining(", "));
	}

	private static String average(ExperimentResult<?> result, String name) {
		long scored = result.items().stream().filter((item) -> item.score(name).isPresent()).count();
		OptionalDouble average = result.averageIgnoringFailures(name);
		if (average.isEmpty()) {
			return line(name) + ": no average";
		}
		String text = line(name) + ": " + Texts.number(average.getAsDouble());
		return (scored == result.items().size()) ? text + " on average"
				: text + " on average of only " + scored + " of " + result.items().size() + " items";
	}

	/**
	 * Says why there is no average.
	 */
	static String incomplete(ExperimentResult<?> result, String name, List<? extends ItemResult<?>> without) {
		if (result.items().isEmpty()) {
			return "The average of '" + line(name) + "' cannot be calculated: the experiment has no items";
		}
		String items = without.stream()
			.limit(MAX_NAMES)
			.map((item) -> id(result, item) + " (" + reason(item, name) + ")")
			.collect(Collectors.joining(", "));
		return String.format(Locale.ROOT,
				"The average of '%s' cannot be calculated: %d of %d items have no such number: %s%s", line(name),
				without.size(), result.items().size(), items, (without.size() > MAX_NAMES) ? ", ..." : "");
	}

	private static String reason(ItemResult<?> item, String name) {
		if (!item.isCompleted()) {
			return item.status().text();
		}
		return item.evaluations().containsKey(name) ? "a category" : "unscored";
	}

	static String line(@Nullable String text) {
		return Escape.line(text, MAX_TEXT);
	}

}
