/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.autoconfigure.dataset.LangfuseDatasetAutoConfiguration;
import dev.langfuse4j.autoconfigure.experiment.LangfuseExperimentAutoConfiguration;
import dev.langfuse4j.autoconfigure.score.LangfuseScoreAutoConfiguration;
import dev.langfuse4j.experiment.ExperimentResult;
import dev.langfuse4j.experiment.LangfuseExperiments;
import dev.langfuse4j.testing.LangfuseContexts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Reports of experiments as text, Markdown and JSON.
 */
class ReportTests {

	@TempDir
	Path directory;

	private static ReportData report(String name, String title) {
		List<ItemResults> items = List.of(
				new ItemResults("one", title,
						List.of(new Attempt("test", 1, Outcome.NOT_PASSED, Map.of("exact", false, "passed", false),
								"expected | but\nwas", "trace", 12))),
				new ItemResults("two", null, List.of(new Attempt("test", 1, Outcome.PASSED,
						Map.of("exact", 1.0, "tone", "kind", "passed", true), null, null, 5))));
		Judgement judgement = new Judgement(Goals.NONE, Aggregation.MAJORITY, 0, null);
		return new ReportData(name, name + " - run", "id", "https://langfuse.example/project/p", "qa",
				Instant.parse("2026-01-02T03:04:05Z"), false, false, List.of("it is <b>bad</b>"), 1,
				Aggregation.MAJORITY, judgement.summarize(items), items);
	}

	@Test
	void jsonIsReadAsItWasWritten() throws IOException {
		ReportData report = report("rag", "item one: hi");
		Path file = ReportFiles.write(report, this.directory.resolve("new/langfuse"));
		assertThat(file).hasFileName("experiment-rag.json");
		assertThat(ReportFiles.read(Files.readAllBytes(file), "here")).isEqualTo(report);
	}

	@Test
	void jsonHasNoOtherNamesThanThese() {
		assertThat(ReportFiles.json(report("rag", "item one: hi")).replaceAll("\\s+", " ")).contains(
				"\"name\" : \"rag\"", "\"version\" : \"2026-01-02T03:04:05Z\"", "\"delivered\" : false",
				"\"passed\" : false",
				"\"scores\" : [ { \"name\" : \"exact\", \"average\" : 0.5, \"items\" : 2, \"unscored\" : 0 }",
				"\"attempts\" : [ { \"test\" : \"test\", \"repetition\" : 1, \"outcome\" : \"NOT_PASSED\"");
	}

	@Test
	void markdownShowsTextsAsTheyAre() {
		assertThat(ReportText.markdown(report("a_b", "item one: <img src=x> | [link](x)"))).contains(
				"## ❌ Experiment a\\_b", "it is \\<b\\>bad\\</b\\>", "item one: \\<img src=x\\> \\| \\[link\\](x)",
				"expected \\| but\\\\nwas", "| score | average |",
				"[Show in Langfuse](https://langfuse.example/project/p)", "not delivered to Langfuse completely");
	}

	@Test
	void itemsThatPassAreShownIfTheyMissAGoal() {
		List<ItemResults> items = List.of(item("good", 0.9), item("low", 0.5), item("lowest", 0.1),
				item("unscored", null),
				new ItemResults("failed", null, List.of(attempt(Outcome.NOT_PASSED, Map.of("tone", 0.7)))));
		assertThat(ReportText.text(report(0.8, items)).lines().dropWhile((line) -> !line.equals("worst items:")))
			.containsExactly("worst items:", "  - failed {tone=0.70}: not passed", "  - unscored",
					"  - lowest {tone=0.10}", "  - low {tone=0.50}");
		assertThat(ReportText.text(report(0.1, items.subList(0, 3)))).doesNotContain("worst items", "lowest");
	}

	private static ReportData report(double minimum, List<ItemResults> items) {
		List<ScoreSummary> scores = List.of(new ScoreSummary("tone", 0.55, items.size(), 0, null, null, minimum, null));
		return new ReportData("rag", "run", null, null, null, null, null, false, List.of(), 1, Aggregation.MEAN, scores,
				items);
	}

	private static ItemResults item(String id, @Nullable Double tone) {
		return new ItemResults(id, null,
				List.of(attempt(Outcome.PASSED, (tone != null) ? Map.of("tone", tone) : Map.of())));
	}

	private static Attempt attempt(Outcome outcome, Map<String, Object> scores) {
		return new Attempt("test", 1, outcome, scores, null, null, 1);
	}

	@Test
	void summariesAreAppended() throws IOException {
		Path summary = this.directory.resolve("summary.md");
		Files.writeString(summary, "before\n");
		ReportTarget target = new ReportTarget(this.directory, summary);
		target.write(report("one", "item"));
		target.write(report("two", "item"));
		assertThat(summary).content().startsWith("before\n").contains("Experiment one", "Experiment two");
	}

	@Test
	void aDirectoryThatCannotBeWrittenIsNoFailure() throws IOException {
		Path file = Files.writeString(this.directory.resolve("file"), "");
		assertThat(new ReportTarget(file, null).write(report("rag", "item"))).contains("Experiment 'rag' failed");
	}

	@Test
	void aResultOfTheRunnerHasAReportToo() {
		LangfuseContexts
			.plainRunner(LangfuseScoreAutoConfiguration.class, LangfuseDatasetAutoConfiguration.class,
					LangfuseExperimentAutoConfiguration.class)
			.run((context) -> {
				ExperimentResult<Answer> result = context.getBean(LangfuseExperiments.class)
					.experiment("runner")
					.dataset("sums")
					.input(Question.class)
					.expected(Answer.class)
					.task((item) -> {
						if (item.id().equals("zero")) {
							throw new IllegalStateException("secret 4711");
						}
						return Answer.to(item.input());
					})
					.evaluator("exact", (evaluated) -> evaluated.output().equals(evaluated.expected()))
					.run();
				Path file = ExperimentReport.of(result).writeTo(this.directory);
				ReportData report = ReportFiles.read(Files.readAllBytes(file), "here");
				assertThat(report.passed()).isFalse();
				assertThat(report.delivered()).isNull();
				assertThat(report.dataset()).isEqualTo("sums");
				assertThat(report.problems()).containsExactly("1 of 4 runs failed with an exception");
				assertThat(report.items()).extracting(ItemResults::id)
					.containsExactly("small", "large", "zero", "wrong");
				assertThat(report.items().get(2).attempts().get(0).message()).isEqualTo("IllegalStateException");
				assertThat(report.items().get(3).value("exact", Aggregation.MEAN)).isZero();
				assertThat(ExperimentReport.of(result).markdown()).contains("❌ Experiment runner")
					.doesNotContain("4711");
			});
	}

	@Test
	void namesOfFilesAreHarmless() {
		assertThat(ReportFiles.write(report("../Größe: a/b", "item"), this.directory).getParent())
			.isEqualTo(this.directory);
		assertThat(ReportFiles.write(report("日本", "item"), this.directory).getFileName().toString())
			.matches("experiment-[0-9a-f]+\\.json");
	}

	@Test
	void anOtherFileIsNoReport() {
		assertThatIllegalArgumentException().isThrownBy(() -> ReportFiles.read("{}".getBytes(), "here"))
			.withMessageContaining("here is not a report of an experiment");
		assertThatIllegalArgumentException().isThrownBy(() -> ReportFiles.read("no".getBytes(), "here"))
			.withMessageContaining("here is not a report of an experiment");
	}

	@Test
	void anAverageThatIsOnlyJustMissedIsShownAsMissed() {
		assertThat(Numbers.format(0.8999)).isEqualTo("0.8999");
		assertThat(Numbers.format(0.9)).isEqualTo("0.90");
		assertThat(Numbers.format(1_234.5)).isEqualTo("1235");
		assertThat(Numbers.format(null)).isEqualTo("-");
	}

}
