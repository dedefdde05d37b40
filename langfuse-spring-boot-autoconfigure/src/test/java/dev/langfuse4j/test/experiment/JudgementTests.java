/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.mask.Maskers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Judgement}, and for the goals, averages and baselines that it is made
 * of.
 */
class JudgementTests {

	@Test
	void averageMayBeAtTheMinimumButNotBelow() {
		Goals goals = Goals.of(AtLeastHalf.class.getAnnotation(LangfuseExperiment.class));
		assertThat(problems(goals, item("a", 0.25), item("b", 0.75))).isEmpty();
		assertThat(problems(goals, item("a", 0.25), item("b", 0.74)))
			.containsExactly("the average of 'exact' is 0.495 instead of >= 0.50");
		assertThat(problems(goals, item("a", 0.1 + 0.2), item("b", 0.7))).as("a sum with an error").isEmpty();
		assertThat(problems(goals, item("a", 0.5 - 1e-6))).hasSize(1);
	}

	@Test
	void averageMayBeAtTheMaximumButNotAbove() {
		Goals goals = Goals.of(AtMostHalf.class.getAnnotation(LangfuseExperiment.class));
		assertThat(problems(goals, item("a", 0.25), item("b", 0.75))).isEmpty();
		assertThat(problems(goals, item("a", 0.25), item("b", 0.76)))
			.containsExactly("the average of 'exact' is 0.505 instead of <= 0.50");
		assertThat(problems(goals, item("a", 0.5 + 1e-6))).hasSize(1);
	}

	@Test
	void goalNeedsANumberOfEachItem() {
		Goals goals = Goals.of(AtLeastHalf.class.getAnnotation(LangfuseExperiment.class));
		assertThat(problems(goals, item("a", 1), item("b", null)))
			.containsExactly("1 of 2 items lack the score 'exact'");
		assertThat(problems(goals, item("a", null)))
			.containsExactly("no item has a number as the score 'exact'; there is passed");
		assertThat(problems(goals)).containsExactly("there is no item", "no item has a number as the score 'exact'",
				"no item has a number as the score 'passed'");
	}

	@Test
	void allTestsMustPassUnlessTheGoalIsAnother() {
		Goals goals = Goals.of(AtLeastHalf.class.getAnnotation(LangfuseExperiment.class));
		ItemResults failing = new ItemResults("b", null,
				List.of(new Attempt("t", 1, Outcome.NOT_PASSED, Map.of("exact", 1.0, "passed", false), null, null, 1)));
		assertThat(problems(goals, item("a", 1), failing))
			.containsExactly("the average of 'passed' is 0.50 instead of >= 1.00");
		Goals lenient = Goals.of(HalfPass.class.getAnnotation(LangfuseExperiment.class));
		assertThat(problems(lenient, item("a", 1), failing)).isEmpty();
	}

	@Test
	void runsThatDidNotEndAreCounted() {
		List<ItemResults> items = List.of(
				new ItemResults("a", null,
						List.of(attempt(1, Outcome.FAILED, Map.of()), attempt(2, Outcome.FAILED, Map.of()))),
				new ItemResults("b", null, List.of(attempt(1, Outcome.TIMED_OUT, Map.of()), Attempt.missing("t", 2))));
		assertThat(problems(Goals.NONE, items.toArray(ItemResults[]::new))).containsExactly(
				"2 of 4 runs failed with an exception", "1 of 4 runs timed out", "1 of 4 runs did not run, or gave up");
	}

	@Test
	void majorityDecidesAboutFlagsAndTheMeanAboutNumbers() {
		ItemResults two = repeated(true, true, false);
		assertThat(two.value("exact", Aggregation.MAJORITY)).isEqualTo(1);
		assertThat(two.value("exact", Aggregation.MEAN)).isEqualTo(2 / 3.0);
		assertThat(repeated(true, false).value("exact", Aggregation.MAJORITY)).as("half is no majority").isZero();
		assertThat(repeated(0.5, true).value("exact", Aggregation.MAJORITY)).isEqualTo(0.75);
		assertThat(repeated("kind").value("exact", Aggregation.MEAN)).isNull();
	}

	@Test
	void summaryHasTheAveragesOfTheRepetitions() {
		ScoreSummary summary = ScoreSummary.of("exact", List.of(repeated(0.0, 1.0, 0.5), repeated(0.5, 0.5, 0.5)),
				Aggregation.MEAN, Goals.NONE);
		assertThat(summary).isEqualTo(new ScoreSummary("exact", 0.5, 2, 0, 0.25, 0.75, null, null));
		assertThat(ScoreSummary.of("exact", List.of(repeated(0.5)), Aggregation.MEAN, Goals.NONE))
			.isEqualTo(new ScoreSummary("exact", 0.5, 1, 0, null, null, null, null));
	}

	@Test
	void itemLacksAScoreIfOneOfItsRunsDoes() {
		ItemResults item = new ItemResults("a", null,
				List.of(attempt(1, Outcome.PASSED, Map.of("exact", 1.0)), attempt(2, Outcome.PASSED, Map.of())));
		assertThat(ScoreSummary.of("exact", List.of(item, repeated(1.0)), Aggregation.MEAN, Goals.NONE).unscored())
			.isOne();
		ItemResults otherTest = new ItemResults("a", null, List.of(attempt(1, Outcome.PASSED, Map.of("exact", 1.0)),
				new Attempt("other", 1, Outcome.PASSED, Map.of(), null, null, 1)));
		assertThat(ScoreSummary.of("exact", List.of(otherTest), Aggregation.MEAN, Goals.NONE).unscored())
			.as("the other test never gives this score")
			.isZero();
	}

	@Test
	void goalIsMetOnlyByAllItems() {
		assertThat(summary(0.5, 0, 0.5, null).met()).isTrue();
		assertThat(summary(0.5, 1, 0.5, null).met()).isFalse();
		assertThat(summary(0.4, 0, 0.5, null).met()).isFalse();
		assertThat(summary(0.6, 0, null, 0.5).met()).isFalse();
		assertThat(summary(null, 0, 0.5, null).met()).isFalse();
		assertThat(summary(null, 0, 0.5, null).missed()).isFalse();
		assertThat(summary(null, 3, null, null).met()).as("there is no goal").isTrue();
	}

	@Test
	void distanceIsThatToTheGoal() {
		assertThat(summary(0.5, 0, 0.75, null).distance(0.25)).isEqualTo(0.5);
		assertThat(summary(0.5, 0, 0.75, null).distance(1.0)).isZero();
		assertThat(summary(0.5, 0, null, 0.25).distance(1.0)).isEqualTo(0.75);
		assertThat(summary(0.5, 0, null, 0.25).distance(0.0)).isZero();
		assertThat(summary(0.5, 0, null, 0.25).distance(null)).isInfinite();
	}

	@Test
	void itemMayBeWorseThanTheBaselineByTheTolerance() {
		Goals goals = Goals.of(AtLeastHalf.class.getAnnotation(LangfuseExperiment.class));
		assertThat(regressions(goals, 0.25, item("a", 0.75), item("b", 1))).isEmpty();
		assertThat(regressions(goals, 0.24, item("a", 0.75), item("b", 1)))
			.containsExactly("worse than in main: item a, exact 1.00 -> 0.75");
		assertThat(regressions(goals, 0.25, item("a", null)))
			.containsExactly("worse than in main: item a, exact 1.00 -> nothing");
		assertThat(regressions(goals, 0, item("a", 1), item("new", 0))).isEmpty();
		assertThat(regressions(goals, 0, item("new", 0)))
			.containsExactly("no item can be compared with main: it has none of these items");
	}

	@Test
	void itemIsWorseIfMoreIsWorse() {
		Goals goals = Goals.of(AtMostHalf.class.getAnnotation(LangfuseExperiment.class));
		assertThat(goals.isLessBetter("exact")).isTrue();
		assertThat(goals.isLessBetter("passed")).isFalse();
		assertThat(regressions(goals, 0.25, item("a", 1.25))).isEmpty();
		assertThat(regressions(goals, 0.25, item("a", 1.26)))
			.containsExactly("worse than in main: item a, exact 1.00 -> 1.26");
		assertThat(regressions(goals, 0, item("a", 0))).isEmpty();
	}

	@Test
	void messageOfAFailureIsMaskedAndShort() {
		Maskers maskers = Maskers.of((text) -> text.replace("secret", "***"));
		assertThat(Attempt.message(null, maskers)).isNull();
		assertThat(Attempt.message(new AssertionError(" it is\n a secret "), maskers)).isEqualTo("it is a ***");
		assertThat(Attempt.message(new IllegalStateException("no"), maskers)).isEqualTo("IllegalStateException: no");
		assertThat(Attempt.message(new IllegalStateException(), maskers)).startsWith("IllegalStateException:");
		assertThat(Attempt.message(new AssertionError("x".repeat(5_000)), maskers)).hasSizeBetween(200, 204);
		assertThat(Attempt.name(null)).isNull();
		assertThat(Attempt.name(new IllegalStateException())).isEqualTo("IllegalStateException");
	}

	@Test
	void thresholdHasAScoreAndANumber() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Goals.of(Blank.class.getAnnotation(LangfuseExperiment.class)))
			.withMessage("@LangfuseExperiment: 'minimum' has a threshold without a score or a finite average");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Goals.of(Endless.class.getAnnotation(LangfuseExperiment.class)))
			.withMessage("@LangfuseExperiment: 'maximum' has a threshold without a score or a finite average");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Goals.of(Twice.class.getAnnotation(LangfuseExperiment.class)))
			.withMessage("@LangfuseExperiment: 'minimum' has two thresholds for 'exact'");
	}

	private static List<String> regressions(Goals goals, double tolerance, ItemResults... now) {
		Baseline baseline = Baseline.of("main", List.of(item("a", 1), item("b", 1)), Aggregation.MEAN);
		return baseline.regressions(List.of(now), goals, Aggregation.MEAN, tolerance);
	}

	private static List<String> problems(Goals goals, ItemResults... items) {
		Judgement judgement = new Judgement(goals, Aggregation.MEAN, 0, null);
		return judgement.problems(List.of(items), judgement.summarize(List.of(items)));
	}

	private static ScoreSummary summary(@Nullable Double average, int unscored, @Nullable Double minimum,
			@Nullable Double maximum) {
		return new ScoreSummary("exact", average, 2, unscored, null, null, minimum, maximum);
	}

	private static ItemResults item(String id, @Nullable Number exact) {
		return new ItemResults(id, null, List.of(attempt(1, Outcome.PASSED,
				(exact != null) ? Map.of("exact", exact.doubleValue(), "passed", true) : Map.of("passed", true))));
	}

	private static ItemResults repeated(Object... values) {
		List<Attempt> attempts = new ArrayList<>();
		for (Object value : values) {
			attempts.add(attempt(attempts.size() + 1, Outcome.PASSED, Map.of("exact", value)));
		}
		return new ItemResults("a", null, attempts);
	}

	private static Attempt attempt(int repetition, Outcome outcome, Map<String, Object> scores) {
		return new Attempt("t", repetition, outcome, scores, null, null, 1);
	}

	@LangfuseExperiment(name = "x", dataset = "x", minimum = @Threshold(score = "exact", average = 0.5))
	private static final class AtLeastHalf {

	}

	@LangfuseExperiment(name = "x", dataset = "x", maximum = @Threshold(score = "exact", average = 0.5))
	private static final class AtMostHalf {

	}

	@LangfuseExperiment(name = "x", dataset = "x", minimum = @Threshold(score = "passed", average = 0.5))
	private static final class HalfPass {

	}

	@LangfuseExperiment(name = "x", dataset = "x", minimum = @Threshold(score = " ", average = 0.5))
	private static final class Blank {

	}

	@LangfuseExperiment(name = "x", dataset = "x",
			maximum = @Threshold(score = "exact", average = Double.POSITIVE_INFINITY))
	private static final class Endless {

	}

	@LangfuseExperiment(name = "x", dataset = "x",
			minimum = { @Threshold(score = "exact", average = 0.5), @Threshold(score = "exact", average = 1) })
	private static final class Twice {

	}

}
