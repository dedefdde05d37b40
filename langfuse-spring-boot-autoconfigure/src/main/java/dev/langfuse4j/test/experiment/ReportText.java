/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.langfuse4j.logging.Escape;

/**
 * Shows a report to people: as text and as Markdown.
 */
final class ReportText {

	private static final String[] COLUMNS = { "", "score", "average", "goal", "items", "unscored", "repetitions" };

	private static final int MAX_PROBLEMS = 12;

	private static final int MAX_ITEMS = 10;

	private static final int MAX_TEXT = 160;

	private ReportText() {
	}

	/**
	 * The text of an error, and of the log.
	 */
	static String text(ReportData report) {
		StringBuilder text = new StringBuilder();
		text.append("Experiment '").append(report.name()).append(report.passed() ? "' passed: " : "' failed: ");
		text.append(subject(report)).append('\n');
		append(text, rows(report));
		lines(text, "why", limited(report.problems(), MAX_PROBLEMS), "  - ", "");
		lines(text, "worst items", worst(report).stream().map((item) -> describe(report, item)).toList(), "  - ", "");
		if (report.url() != null) {
			text.append(report.url()).append('\n');
		}
		return text.toString();
	}

	/**
	 * The text of a summary of a CI server.
	 */
	static String markdown(ReportData report) {
		StringBuilder text = new StringBuilder("## ");
		text.append(report.passed() ? "✅ " : "❌ ").append("Experiment ").append(cell(report.name())).append("\n\n");
		text.append(cell(subject(report))).append('\n');
		if (report.url() != null) {
			text.append("[Show in Langfuse](").append(report.url()).append(")\n");
		}
		text.append('\n');
		List<String[]> rows = rows(report);
		text.append("| ").append(String.join(" | ", COLUMNS)).append(" |\n");
		text.append("|---|---|--:|---|--:|--:|---|\n");
		rows.forEach((row) -> text.append("| ")
			.append(String.join(" | ", List.of(row).stream().map(ReportText::cell).toList()))
			.append(" |\n"));
		lines(text, "**Why it failed**",
				limited(report.problems(), MAX_PROBLEMS).stream().map(ReportText::cell).toList(), "- ", "\n");
		lines(text, "**Worst items**", worst(report).stream().map((item) -> cell(describe(report, item))).toList(),
				"- ", "\n");
		return text.append('\n').toString();
	}

	/**
	 * Shows the bounds of a score.
	 */
	static String bounds(ScoreSummary score) {
		List<String> bounds = new ArrayList<>();
		if (score.minimum() != null) {
			bounds.add(">= " + Numbers.format(score.minimum()));
		}
		if (score.maximum() != null) {
			bounds.add("<= " + Numbers.format(score.maximum()));
		}
		return String.join(", ", bounds);
	}

	private static String subject(ReportData report) {
		StringBuilder text = new StringBuilder("run '").append(report.runName()).append('\'');
		if (report.dataset() != null) {
			text.append(" of dataset '").append(report.dataset()).append('\'');
		}
		text.append(", ").append(report.items().size()).append(" items");
		if (report.repetitions() > 1) {
			text.append(", each ").append(report.repetitions()).append(" times");
		}
		if (Boolean.FALSE.equals(report.delivered())) {
			text.append("; not delivered to Langfuse completely");
		}
		return text.toString();
	}

	private static List<String[]> rows(ReportData report) {
		return report.scores()
			.stream()
			.map((score) -> new String[] { score.hasGoal() ? (score.met() ? "✓" : "✗") : "", score.name(),
					Numbers.format(score.average()), bounds(score), String.valueOf(score.items()),
					String.valueOf(score.unscored()), spread(score) })
			.toList();
	}

	private static String spread(ScoreSummary score) {
		return (score.lowest() != null) ? Numbers.format(score.lowest()) + " … " + Numbers.format(score.highest()) : "";
	}

	private static void append(StringBuilder text, List<String[]> rows) {
		List<String[]> all = new ArrayList<>();
		all.add(COLUMNS);
		all.addAll(rows);
		for (String[] row : all) {
			StringBuilder line = new StringBuilder("  ");
			for (int column = 0; column < row.length; column++) {
				int number = column;
				int width = all.stream().mapToInt((each) -> each[number].length()).max().orElse(0);
				line.append(row[column]).append(" ".repeat(width - row[column].length() + 2));
			}
			text.append(line.toString().stripTrailing()).append('\n');
		}
	}

	private static void lines(StringBuilder text, String title, List<String> lines, String bullet, String gap) {
		if (!lines.isEmpty()) {
			text.append(gap).append(title).append(":\n").append(gap);
			lines.forEach((line) -> text.append(bullet).append(line).append('\n'));
		}
	}

	private static List<String> limited(List<String> lines, int max) {
		if (lines.size() <= max) {
			return lines;
		}
		List<String> some = new ArrayList<>(lines.subList(0, max));
		some.add("and " + (lines.size() - max) + " more");
		return some;
	}

	/**
	 * The items that did not pass, those with most failures first; then the items that
	 * keep a score from its goal, the farthest from it first.
	 */
	private static List<ItemResults> worst(ReportData report) {
		return report.items()
			.stream()
			.filter((item) -> failures(item) > 0 || distance(report, item) > 0)
			.sorted(Comparator.comparingLong(ReportText::failures)
				.thenComparingDouble((item) -> distance(report, item))
				.reversed())
			.limit(MAX_ITEMS)
			.toList();
	}

	/**
	 * Returns the distance of an item from the goal of a score that is not met.
	 */
	private static double distance(ReportData report, ItemResults item) {
		return report.scores()
			.stream()
			.filter((score) -> score.average() != null && !score.met())
			.mapToDouble((score) -> score.distance(item.value(score.name(), report.aggregation())))
			.max()
			.orElse(0);
	}

	private static long failures(ItemResults item) {
		return item.attempts().stream().filter((attempt) -> attempt.outcome() != Outcome.PASSED).count();
	}

	private static String describe(ReportData report, ItemResults item) {
		StringBuilder text = new StringBuilder((item.title() != null) ? item.title() : item.id());
		Map<String, String> values = new LinkedHashMap<>();
		report.scores().forEach((score) -> {
			Double value = item.value(score.name(), report.aggregation());
			if (value != null) {
				values.put(score.name(), Numbers.format(value));
			}
		});
		if (!values.isEmpty()) {
			text.append(' ').append(values);
		}
		long failures = failures(item);
		if (item.attempts().size() > 1) {
			text.append(", ").append(failures).append(" of ").append(item.attempts().size()).append(" runs failed");
		}
		item.attempts()
			.stream()
			.filter((attempt) -> attempt.outcome() != Outcome.PASSED)
			.findFirst()
			.ifPresent((attempt) -> text.append(": ")
				.append((attempt.message() != null) ? attempt.message()
						: attempt.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
		return Escape.line(text.toString(), MAX_TEXT * 2);
	}

	/**
	 * A text that Markdown shows as it is, in a cell of a table.
	 */
	private static String cell(String text) {
		StringBuilder shown = new StringBuilder();
		for (char character : Escape.line(text, MAX_TEXT * 2).toCharArray()) {
			if ("\\|`*_[]<>#~".indexOf(character) >= 0) {
				shown.append('\\');
			}
			shown.append(character);
		}
		return shown.toString();
	}

}
