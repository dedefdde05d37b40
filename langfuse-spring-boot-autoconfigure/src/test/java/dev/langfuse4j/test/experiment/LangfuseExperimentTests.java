package dev.langfuse4j.test.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.langfuse4j.dataset.DatasetItem;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Experiments as tests, run by JUnit's engine, without Spring and without keys.
 */
class LangfuseExperimentTests {

	private static final AtomicInteger CALLS = new AtomicInteger();

	@TempDir
	Path reports;

	@BeforeEach
	void forget() {
		CALLS.set(0);
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
		Engine engine = run(Passing.class);
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
		Engine engine = run(Missed.class);
		assertThat(engine.failures()).isEmpty();
		assertThat(engine.succeeded()).isEqualTo(4);
		assertThat(judgement(engine))
			.contains("Experiment 'missed' failed", "run 'missed - ", "dataset 'sums', 4 items")
			.containsPattern("✗ +exact +0.75 +>= 0.90 +4 +0")
			.contains("the average of 'exact' is 0.75 instead of >= 0.90")
			.contains(this.reports.resolve("experiment-missed.json").toString());
	}

	@Test
	void aFailedAssertionFailsItsTestAndTheClass() throws IOException {
		Engine engine = run(Asserting.class);
		assertThat(engine.failures()).singleElement().isInstanceOf(AssertionError.class);
		assertThat(judgement(engine)).contains("the average of 'passed' is 0.75 instead of >= 1.00")
			.contains("item wrong: ");
		JsonNode wrong = report("asserting").path("items").get(3).path("attempts").get(0);
		assertThat(wrong.path("outcome").asString()).isEqualTo("NOT_PASSED");
		assertThat(wrong.path("scores").path("passed").booleanValue()).isFalse();
	}

	@Test
	void withAThresholdForPassedTheClassDecidesAboutAssertions() {
		Engine engine = run(Tolerant.class);
		assertThat(engine.failures()).isEmpty();
		assertThat(engine.containerFailures()).isEmpty();
		assertThat(engine.succeeded()).isEqualTo(3);
		assertThat(engine.aborted()).isEqualTo(1);
	}

	@Test
	void anExceptionIsNeverTolerated() {
		Engine engine = run(Crashing.class);
		assertThat(engine.failures()).singleElement().isInstanceOf(IllegalStateException.class);
		assertThat(judgement(engine)).contains("1 of 4 runs failed with an exception",
				"1 of 4 items lack the score 'exact'", "IllegalStateException: no answer");
	}

	@Test
	void aTestThatGivesUpIsNoPass() {
		Engine engine = run(GivingUp.class);
		assertThat(engine.failures()).isEmpty();
		assertThat(engine.aborted()).isEqualTo(1);
		assertThat(judgement(engine)).contains("1 of 4 runs did not run, or gave up");
	}

	@Test
	void anItemWithoutItsScoreIsNoPass() {
		Engine engine = run(Unscored.class);
		assertThat(engine.failures()).isEmpty();
		assertThat(judgement(engine)).contains("1 of 4 items lack the score 'exact'")
			.containsPattern("✗ +exact +1.00 +>= 0.10 +3 +1");
	}

	@Test
	void aThresholdForAScoreThatNobodyGivesFails() {
		assertThat(judgement(run(Misspelled.class)))
			.contains("no item has a number as the score 'exakt'; there is exact, passed");
	}

	@Test
	void lessIsBetterWithAMaximum() {
		assertThat(judgement(run(Maximum.class))).contains("the average of 'length' is ", " instead of <= 3.00");
	}

	@Test
	void withoutAHandleTheMethodIsTheTask() {
		Engine engine = run(Whole.class);
		assertThat(engine.containerFailures()).isEmpty();
		assertThat(engine.succeeded()).isEqualTo(4);
	}

	@Test
	void aHandleWhoseTaskNeverRanFails() {
		Engine engine = run(WithoutTask.class);
		assertThat(engine.failed()).isEqualTo(4);
		assertThat(engine.failures().get(0)).hasMessageContaining("never called ExperimentItem.task(…)");
	}

	@Test
	void theNamePassedIsTaken() {
		assertThat(run(TakenName.class).failures().get(0)).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("The score 'passed' says whether the test passed");
	}

	@Test
	void aScoreWithoutAValueIsAnError() {
		assertThat(run(NoValue.class).failures().get(0)).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("'exact' has no value");
	}

	@Test
	void anItemOfRepetitionsPassesByMajority() throws IOException {
		Engine engine = run(Majority.class);
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
		assertThat(judgement(run(Mean.class))).contains("the average of 'passed' is 0.6667 instead of >= 1.00")
			.contains("1 of 3 runs failed");
	}

	@Test
	void itemsRunInParallel() throws IOException {
		Parallel.threads.clear();
		Engine engine = Engine.run(Parallel.class, this.reports,
				Map.of("junit.jupiter.execution.parallel.enabled", "true",
						"junit.jupiter.execution.parallel.config.strategy", "fixed",
						"junit.jupiter.execution.parallel.config.fixed.parallelism", "4"));
		assertThat(engine.failures()).isEmpty();
		assertThat(engine.containerFailures()).isEmpty();
		assertThat(Parallel.threads).hasSizeGreaterThan(1);
		assertThat(report("parallel").path("items").findValuesAsString("id")).containsExactly("small", "large", "zero",
				"wrong");
	}

	@Test
	void allTestsOfAClassAreOneRun() throws IOException {
		Engine engine = run(Several.class);
		assertThat(engine.containerFailures()).isEmpty();
		assertThat(engine.succeeded()).isEqualTo(12);
		assertThat(report("several").path("items").get(0).path("attempts")).hasSize(3);
		assertThat(report("several").path("scores").findValuesAsString("name")).containsExactlyInAnyOrder("passed",
				"exact", "length", "positive");
	}

	@Test
	void aDatasetWithoutItemsFails() {
		assertThat(run(Empty.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("Dataset 'no-items' has no item");
	}

	@Test
	void aDatasetThatIsNotThereFails() {
		assertThat(run(Unknown.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("datasets/nowhere.jsonl");
	}

	@Test
	void aClassWithoutTestsFails() {
		assertThat(run(Nothing.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("has nothing to run: annotate a method with @ExperimentTest");
	}

	@Test
	void aTestWithoutAnExperimentFails() {
		assertThat(run(NoExperiment.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("needs @LangfuseExperiment on its class");
	}

	@Test
	void settingsThatCannotBeAreRefused() {
		assertThat(run(NoRepetition.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("has 0 repetitions: set 1 or more");
		assertThat(run(TwoThresholds.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("'minimum' has two thresholds for 'exact'");
		assertThat(run(NoPair.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("'git' is no key and value");
		assertThat(run(NoInstant.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("'v1' of a dataset is no instant");
	}

	@Test
	void noItemMayBeWorseThanInTheReportOfAFormerRun() throws IOException {
		Engine engine = run(Regressing.class);
		assertThat(engine.failures()).isEmpty();
		assertThat(judgement(engine))
			.contains("worse than in classpath:/datasets/former-report.json: item large, " + "exact 1.00 -> 0.00")
			.doesNotContain("item zero,")
			.doesNotContain("item wrong,");
	}

	@Test
	void aFormerRunThatIsTheSameIsNoRegression() {
		run(Passing.class);
		System.setProperty("former", this.reports.resolve("experiment-passing.json").toUri().toString());
		try {
			Engine engine = run(Same.class);
			assertThat(engine.containerFailures()).isEmpty();
			assertThat(engine.succeeded()).isEqualTo(4);
		}
		finally {
			System.clearProperty("former");
		}
	}

	@Test
	void aFormerReportThatIsNoneIsRefused() {
		assertThat(run(NoReport.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("classpath:/datasets/sums.jsonl is no report of an experiment");
		assertThat(run(NoFile.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("classpath:/nowhere.json\": there is no such report of a former run");
	}

	@Test
	void withoutKeysAFormerRunNeedsAReport() {
		assertThat(run(Latest.class).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("noRegressionAgainst = \"latest\" is read from Langfuse, and there is no server to ask",
					"Name the report of a former run instead");
		assertThat(CALLS).hasValue(0);
	}

	@LangfuseExperiment(name = "passing", dataset = "sums", minimum = @Threshold(score = "exact", average = 0.75))
	static class Passing {

		@ExperimentTest
		void test(@Item Question question, @Expected Answer expected, ExperimentItem item,
				DatasetItem<Object, Object> raw) {
			Answer answer = item.task(() -> Answer.to(question));
			item.score("exact", answer.equals(expected));
			assertThat(item.datasetItem()).isSameAs(raw);
			assertThat(item.repetition()).isOne();
		}

	}

	@LangfuseExperiment(name = "missed", dataset = "sums", minimum = @Threshold(score = "exact", average = 0.9))
	static class Missed extends Passing {

	}

	@LangfuseExperiment(name = "asserting", dataset = "sums")
	static class Asserting {

		@ExperimentTest
		void test(@Item Question question, @Expected Answer expected) {
			assertThat(Answer.to(question)).isEqualTo(expected);
		}

	}

	@LangfuseExperiment(name = "tolerant", dataset = "sums", minimum = @Threshold(score = "passed", average = 0.7))
	static class Tolerant extends Asserting {

	}

	@LangfuseExperiment(name = "crashing", dataset = "sums",
			minimum = { @Threshold(score = "exact", average = 0), @Threshold(score = "passed", average = 0) })
	static class Crashing {

		@ExperimentTest
		void test(@Item Question question, ExperimentItem item) {
			item.task(() -> {
				if (question.text().startsWith("20")) {
					throw new IllegalStateException("no answer");
				}
				return "";
			});
			item.score("exact", 1);
		}

	}

	@LangfuseExperiment(name = "giving up", dataset = "sums")
	static class GivingUp {

		@ExperimentTest
		void test(@Item Question question) {
			Assumptions.assumeFalse(question.text().startsWith("20"));
		}

	}

	@LangfuseExperiment(name = "unscored", dataset = "sums", minimum = @Threshold(score = "exact", average = 0.1))
	static class Unscored {

		@ExperimentTest
		void test(@Item Question question, ExperimentItem item) {
			item.task(() -> question);
			if (!question.text().startsWith("20")) {
				item.score("exact", true);
			}
		}

	}

	@LangfuseExperiment(name = "misspelled", dataset = "sums", minimum = @Threshold(score = "exakt", average = 0.1))
	static class Misspelled extends Passing {

	}

	@LangfuseExperiment(name = "maximum", dataset = "sums", maximum = @Threshold(score = "length", average = 3))
	static class Maximum {

		@ExperimentTest
		void test(@Item Question question, ExperimentItem item) {
			item.score("length", item.task(() -> question.text().length()));
		}

	}

	@LangfuseExperiment(name = "whole", dataset = "sums")
	static class Whole {

		@ExperimentTest
		void test(@Item Question question) {
			assertThat(question.text()).isNotEmpty();
		}

	}

	@LangfuseExperiment(name = "without task", dataset = "sums")
	static class WithoutTask {

		@ExperimentTest
		void test(ExperimentItem item) {
			item.score("exact", true);
		}

	}

	@LangfuseExperiment(name = "taken name", dataset = "sums")
	static class TakenName {

		@ExperimentTest
		void test(ExperimentItem item) {
			item.task(() -> "");
			item.score("passed", true);
		}

	}

	@LangfuseExperiment(name = "no value", dataset = "sums")
	static class NoValue {

		@ExperimentTest
		void test(ExperimentItem item) {
			item.task(() -> "");
			item.score("exact", null);
		}

	}

	@LangfuseExperiment(name = "majority", dataset = "sums", repetitions = 3)
	static class Majority {

		@ExperimentTest
		void test(ExperimentItem item) {
			item.task(() -> "");
			assertThat(item.repetition()).isNotEqualTo(2);
		}

	}

	@LangfuseExperiment(name = "mean", dataset = "sums", repetitions = 3, aggregation = Aggregation.MEAN)
	static class Mean extends Majority {

	}

	@Execution(ExecutionMode.CONCURRENT)
	@LangfuseExperiment(name = "parallel", dataset = "sums", minimum = @Threshold(score = "exact", average = 1))
	static class Parallel {

		static final Set<String> threads = ConcurrentHashMap.newKeySet();

		private static final CountDownLatch TWO = new CountDownLatch(2);

		@ExperimentTest
		void test(ExperimentItem item) throws InterruptedException {
			TWO.countDown();
			boolean together = item.task(() -> TWO.await(30, TimeUnit.SECONDS));
			threads.add(Thread.currentThread().getName());
			item.score("exact", together);
		}

	}

	@LangfuseExperiment(name = "several", dataset = "sums",
			minimum = { @Threshold(score = "exact", average = 0.75), @Threshold(score = "length", average = 1) })
	static class Several extends Passing {

		@ExperimentTest
		void length(@Item Question question, ExperimentItem item) {
			item.score("length", item.task(() -> question.text().length()));
		}

		@Nested
		class Inner {

			@ExperimentTest
			void test(@Expected Answer expected, ExperimentItem item) {
				item.task(() -> expected);
				item.score("positive", expected.value() > 0);
			}

		}

	}

	@LangfuseExperiment(name = "empty", dataset = "no-items")
	static class Empty extends Whole {

	}

	@LangfuseExperiment(name = "unknown", dataset = "nowhere")
	static class Unknown extends Whole {

	}

	@LangfuseExperiment(name = "no tests", dataset = "sums")
	static class Nothing {

		@Test
		void other() {
		}

	}

	static class NoExperiment {

		@ExperimentTest
		void test(@Item Question question) {
			assertThat(question).isNotNull();
		}

	}

	@LangfuseExperiment(name = "no repetition", dataset = "sums", repetitions = 0)
	static class NoRepetition extends Whole {

	}

	@LangfuseExperiment(name = "two thresholds", dataset = "sums",
			minimum = { @Threshold(score = "exact", average = 1), @Threshold(score = "exact", average = 0) })
	static class TwoThresholds extends Whole {

	}

	@LangfuseExperiment(name = "no pair", dataset = "sums", metadata = "git")
	static class NoPair extends Whole {

	}

	@LangfuseExperiment(name = "no instant", dataset = "sums", version = "v1")
	static class NoInstant extends Whole {

	}

	@LangfuseExperiment(name = "regressing", dataset = "sums", minimum = @Threshold(score = "exact", average = 0),
			noRegressionAgainst = "classpath:/datasets/former-report.json")
	static class Regressing {

		@ExperimentTest
		void test(@Item Question question, ExperimentItem item) {
			item.task(() -> "");
			item.score("exact", question.text().startsWith("1"));
		}

	}

	@LangfuseExperiment(name = "same", dataset = "sums", minimum = @Threshold(score = "exact", average = 0),
			noRegressionAgainst = "${former}")
	static class Same extends Passing {

	}

	@LangfuseExperiment(name = "no report", dataset = "sums", noRegressionAgainst = "classpath:/datasets/sums.jsonl")
	static class NoReport extends Whole {

	}

	@LangfuseExperiment(name = "no file", dataset = "sums", noRegressionAgainst = "classpath:/nowhere.json")
	static class NoFile extends Whole {

	}

	@LangfuseExperiment(name = "latest", dataset = "sums", noRegressionAgainst = "latest")
	static class Latest {

		@ExperimentTest
		void test(@Item Question question) {
			CALLS.incrementAndGet();
			assertThat(question).isNotNull();
		}

	}

}
