/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Experiments as tests, run by JUnit's engine, without Spring and without keys.
 */
class LangfuseExperimentTests {

	@TempDir
	Path reports;

	@BeforeEach
	void forget() {
		Experiments.CALLS.set(0);
	}

	private Engine run(Class<?> type) {
		return Engine.run(type, this.reports);
	}

	private JsonNode report(String name) throws IOException {
		return JsonMapper.shared().readTree(Files.readString(this.reports.resolve("experiment-" + name + ".json")));
	}

	private static String judgement(Engine engine) {
		assertThat(engine.containerFailures()).singleElement().isInstanceOf(AssertionError.class);
		return engine.containerFailures().get(0).getMessage();
	}

	@Test
	void passesIfEveryAverageIsReached() throws IOException {
		Engine engine = run(Experiments.Passing.class);
		assertThat(engine.failures()).isEmpty();
		assertThat(engine.containerFailures()).isEmpty();
		assertThat(engine.succeeded()).isEqualTo(4);
		assertThat(engine.names()).anyMatch("item small: {\"text\":\"1 + 1\"}"::equals);
		JsonNode report = report("passing");
		assertThat(report.path("passed").booleanValue()).isTrue();
		assertThat(report.path("dataset").asString()).isEqualTo("sums");
		assertThat(report.path("items")).hasSize(4);
		assertThat(report.path("delivered").isMissingNode()).isTrue();
		assertThat(this.reports.resolve("experiment-passing.md")).content()
			.contains("Experiment passing", "| ✓ | exact | 0.75 | \\>= 0.75 | 4 | 0 |");
	}

	@Test
	void anAverageThatIsMissedFailsTheClassAndNoTest() {
		Engine engine = run(Experiments.Missed.class);
		assertThat(engine.failures()).isEmpty();
		assertThat(engine.succeeded()).isEqualTo(4);
		assertThat(judgement(engine))
			.contains("Experiment 'missed' failed", "run 'missed - ", "dataset 'sums', 4 items")
			.containsPattern("✗ +exact +0.75 +>= 0.90 +4 +0")
			.contains("the average of 'exact' is 0.75 instead of >= 0.90")
			.containsPattern("worst items:\\n +- item wrong: .*exact=0.00")
			.doesNotContain("item small")
			.contains(this.reports.resolve("experiment-missed.json").toString());
	}

	@Test
	void aFailedAssertionFailsItsTestAndTheClass() throws IOException {
		Engine engine = run(Experiments.Asserting.class);
		assertThat(engine.failures()).singleElement().isInstanceOf(AssertionError.class);
		assertThat(judgement(engine)).contains("the average of 'passed' is 0.75 instead of >= 1.00")
			.contains("item wrong: ");
		JsonNode wrong = report("asserting").path("items").get(3).path("attempts").get(0);
		assertThat(wrong.path("outcome").asString()).isEqualTo("NOT_PASSED");
		assertThat(wrong.path("scores").path("passed").booleanValue()).isFalse();
	}

	@Test
	void withAThresholdForPassedTheClassDecidesAboutAssertions() {
		Engine engine = run(Experiments.Tolerant.class);
		assertThat(engine.failures()).isEmpty();
		assertThat(engine.containerFailures()).isEmpty();
		assertThat(engine.succeeded()).isEqualTo(3);
		assertThat(engine.aborted()).isEqualTo(1);
	}

	@Test
	void anExceptionIsNeverTolerated() {
		Engine engine = run(Experiments.Crashing.class);
		assertThat(engine.failures()).singleElement().isInstanceOf(IllegalStateException.class);
		assertThat(judgement(engine)).contains("1 of 4 runs failed with an exception",
				"1 of 4 items lack the score 'exact'", "IllegalStateException: no answer");
	}

	@Test
	void aTestThatGivesUpIsNoPass() {
		Engine engine = run(Experiments.GivingUp.class);
		assertThat(engine.failures()).isEmpty();
		assertThat(engine.aborted()).isEqualTo(1);
		assertThat(judgement(engine)).contains("1 of 4 runs did not run, or gave up");
	}

	@Test
	void anItemWithoutItsScoreIsNoPass() {
		Engine engine = run(Experiments.Unscored.class);
		assertThat(engine.failures()).isEmpty();
		assertThat(judgement(engine)).contains("1 of 4 items lack the score 'exact'")
			.containsPattern("✗ +exact +1.00 +>= 0.10 +3 +1");
	}

	@Test
	void aThresholdForAScoreThatNobodyGivesFails() {
		assertThat(judgement(run(Experiments.Misspelled.class)))
			.contains("no item has a number as the score 'exakt'; there is exact, passed");
	}

	@Test
	void lessIsBetterWithAMaximum() {
		assertThat(judgement(run(Experiments.Maximum.class))).contains("the average of 'length' is ",
				" instead of <= 3.00");
	}

	@Test
	void withoutAHandleTheMethodIsTheTask() {
		Engine engine = run(Experiments.Whole.class);
		assertThat(engine.containerFailures()).isEmpty();
		assertThat(engine.succeeded()).isEqualTo(4);
	}

	@Test
	void aHandleWhoseTaskNeverRanFails() {
		Engine engine = run(Experiments.WithoutTask.class);
		assertThat(engine.failed()).isEqualTo(4);
		assertThat(engine.failures().get(0)).hasMessageContaining("never called ExperimentItem.task(…)");
	}

	@Test
	void theNamePassedIsTaken() {
		assertThat(run(Experiments.TakenName.class).failures().get(0)).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("The score 'passed' says whether the test passed");
	}

	@Test
	void aScoreWithoutAValueIsAnError() {
		assertThat(run(Experiments.NoValue.class).failures().get(0)).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("'exact' has no value");
	}

	@Test
	void anItemOfRepetitionsPassesByMajority() throws IOException {
		Engine engine = run(Experiments.Majority.class);
		assertThat(engine.failures()).isEmpty();
		assertThat(engine.containerFailures()).isEmpty();
		assertThat(engine.succeeded()).isEqualTo(8);
		assertThat(engine.aborted()).isEqualTo(4);
		assertThat(engine.names()).contains("item zero: {\"text\":\"0 + 0\"} (3 of 3)").hasSize(12);
		assertThat(this.reports.resolve("experiment-majority.md")).content()
			.contains("| ✓ | passed | 1.00 | \\>= 1.00 | 4 | 0 | 0.00 … 1.00 |");
	}

	@Test
	void anItemOfRepetitionsCountsWithItsMeanIfAsked() {
		assertThat(judgement(run(Experiments.Mean.class)))
			.contains("the average of 'passed' is 0.6667 instead of >= 1.00")
			.contains("1 of 3 runs failed");
	}

	@Test
	void itemsRunInParallel() throws IOException {
		Experiments.Parallel.threads.clear();
		Engine engine = Engine.run(Experiments.Parallel.class, this.reports,
				Map.of("junit.jupiter.execution.parallel.enabled", "true",
						"junit.jupiter.execution.parallel.config.strategy", "fixed",
						"junit.jupiter.execution.parallel.config.fixed.parallelism", "4"));
		assertThat(engine.failures()).isEmpty();
		assertThat(engine.containerFailures()).isEmpty();
		assertThat(Experiments.Parallel.threads).hasSizeGreaterThan(1);
		assertThat(report("parallel").path("items").findValuesAsString("id")).containsExactly("small", "large", "zero",
				"wrong");
	}

	@Test
	void allTestsOfAClassAreOneRun() throws IOException {
		Engine engine = run(Experiments.Several.class);
		assertThat(engine.containerFailures()).isEmpty();
		assertThat(engine.succeeded()).isEqualTo(12);
		assertThat(report("several").path("items").get(0).path("attempts")).hasSize(3);
		assertThat(report("several").path("scores").findValuesAsString("name")).containsExactlyInAnyOrder("passed",
				"exact", "length", "positive");
	}

	@Test
	void aDatasetWithoutItemsFails() {
		assertThat(run(Experiments.Empty.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("Dataset 'no-items' has no item");
	}

	@Test
	void aDatasetThatIsNotThereFails() {
		assertThat(run(Experiments.Unknown.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("datasets/nowhere.jsonl");
	}

	@Test
	void aClassWithoutTestsFails() {
		assertThat(run(Experiments.Nothing.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("has nothing to run: annotate a method with @ExperimentTest");
	}

	@Test
	void aTestWithoutAnExperimentFails() {
		assertThat(run(Experiments.NoExperiment.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("needs @LangfuseExperiment on its class");
	}

	@Test
	void settingsThatCannotBeAreRefused() {
		assertThat(run(Experiments.NoRepetition.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("has 0 repetitions: set 1 or more");
		assertThat(run(Experiments.TwoThresholds.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("'minimum' has two thresholds for 'exact'");
		assertThat(run(Experiments.NoPair.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("'git' is not a key and a value");
		assertThat(run(Experiments.NoInstant.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("'v1' of a dataset is not an instant");
	}

	@Test
	void noItemMayBeWorseThanInTheReportOfAFormerRun() throws IOException {
		Engine engine = run(Experiments.Regressing.class);
		assertThat(engine.failures()).isEmpty();
		assertThat(judgement(engine))
			.contains("worse than in classpath:/datasets/former-report.json: item large, " + "exact 1.00 -> 0.00")
			.doesNotContain("item zero,")
			.doesNotContain("item wrong,");
	}

	@Test
	void aFormerRunThatIsTheSameIsNoRegression() {
		run(Experiments.Passing.class);
		System.setProperty("former", this.reports.resolve("experiment-passing.json").toUri().toString());
		try {
			Engine engine = run(Experiments.Same.class);
			assertThat(engine.containerFailures()).isEmpty();
			assertThat(engine.succeeded()).isEqualTo(4);
		}
		finally {
			System.clearProperty("former");
		}
	}

	@Test
	void aFormerReportThatIsNoneIsRefused() {
		assertThat(run(Experiments.NoReport.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("classpath:/datasets/sums.jsonl is not a report of an experiment");
		assertThat(run(Experiments.NoFile.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("classpath:/nowhere.json\": there is no such report of a former run");
	}

	@Test
	void withoutKeysAFormerRunNeedsAReport() {
		assertThat(run(Experiments.Latest.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("noRegressionAgainst = \"latest\" is read from Langfuse, and there is no server to ask",
					"Name the report of a former run instead");
		assertThat(Experiments.CALLS).hasValue(0);
	}

}
