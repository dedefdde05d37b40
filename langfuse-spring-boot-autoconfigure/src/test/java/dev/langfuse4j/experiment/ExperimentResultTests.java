/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import dev.langfuse4j.dataset.Dataset;
import dev.langfuse4j.dataset.DatasetItem;
import dev.langfuse4j.score.Evaluation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ExperimentResult}.
 */
class ExperimentResultTests {

	private static final ItemUsage.Sum UNKNOWN = ItemUsage.Sum.UNKNOWN;

	@Test
	void averageIsThatOfAllItems() {
		ExperimentResult<String> result = result(scored("a", 0.25), scored("b", 1), scored("c", true),
				scored("d", false));
		assertThat(result.average("exact")).isEqualTo(0.5625);
		assertThat(result.averageIgnoringFailures("exact")).hasValue(0.5625);
	}

	@Test
	void averageWithoutAnItemIsAFailure() {
		ExperimentResult<String> result = result(scored("a", 1), item("b", ItemStatus.FAILED, Map.of()),
				scored("c", "good"), item("d", ItemStatus.COMPLETED, Map.of()));
		assertThatExceptionOfType(IncompleteExperimentException.class).isThrownBy(() -> result.average("exact"))
			.withMessage("The average of 'exact' cannot be calculated: 3 of 4 items have no such number: "
					+ "b (failed), c (a category), d (unscored)");
		assertThat(result.averageIgnoringFailures("exact")).hasValue(1);
		assertThat(result.averageIgnoringFailures("other")).isEmpty();
	}

	@Test
	void averageOfNothingIsAFailure() {
		assertThatExceptionOfType(IncompleteExperimentException.class).isThrownBy(() -> result().average("exact"))
			.withMessage("The average of 'exact' cannot be calculated: the experiment has no items");
	}

	@Test
	void noMoreThanTenItemsWithoutAScoreAreNamed() {
		List<ItemResult<String>> items = new ArrayList<>();
		IntStream.range(0, 10).forEach((i) -> items.add(item("n" + i, ItemStatus.MISSING, Map.of())));
		assertThatExceptionOfType(IncompleteExperimentException.class).isThrownBy(() -> result(items).average("exact"))
			.withMessageEndingWith("n9 (missing)");
		items.add(item("n10", ItemStatus.MISSING, Map.of()));
		assertThatExceptionOfType(IncompleteExperimentException.class).isThrownBy(() -> result(items).average("exact"))
			.withMessageEndingWith("n9 (missing), ...");
	}

	@Test
	void scoreOfAnItemThatDidNotCompleteDoesNotCount() {
		ItemResult<String> late = item("a", ItemStatus.TIMED_OUT, Map.of("exact", Evaluation.of(1)));
		assertThat(late.score("exact")).isEmpty();
		assertThat(late.evaluations()).containsKey("exact");
		assertThat(late.isCompleted()).isFalse();
		assertThat(late.output()).isEqualTo("out");
		assertThat(late).hasToString("ItemResult[TIMED_OUT]");
		assertThat(scored("b", true).score("exact")).hasValue(1);
		assertThat(scored("b", false).score("exact")).hasValue(0);
	}

	@Test
	void itemsAreCountedByTheirStatus() {
		ExperimentResult<String> result = result(scored("a", 1), scored("b", 1), item("c", ItemStatus.FAILED, Map.of()),
				ItemResult.missing(DatasetItem.of("x", null), 1));
		assertThat(result.count(ItemStatus.COMPLETED)).isEqualTo(2);
		assertThat(result.count(ItemStatus.FAILED)).isOne();
		assertThat(result.count(ItemStatus.TIMED_OUT)).isZero();
		assertThat(result.count(ItemStatus.MISSING)).isOne();
		assertThat(result).hasToString("ExperimentResult[2 of 4 completed]");
	}

	@Test
	void namesOfScoresIncludeThoseThatFailed() {
		ItemResult<String> unscored = new ItemResult<>(DatasetItem.of("x", null).withId("b"), 1, ItemStatus.COMPLETED,
				"out", null, Map.of(), Map.of("tone", new IllegalStateException()), Duration.ZERO, UNKNOWN, null);
		assertThat(result(scored("a", 1), unscored).scoreNames()).containsExactly("exact", "tone");
	}

	@Test
	void usageIsTheSumOfWhatIsKnown() {
		ExperimentResult<String> result = result(
				used("a", new ItemUsage.Sum(OptionalLong.of(3), OptionalDouble.empty())),
				used("b", new ItemUsage.Sum(OptionalLong.of(4), OptionalDouble.of(0.5))), used("c", UNKNOWN),
				used("d", new ItemUsage.Sum(OptionalLong.empty(), OptionalDouble.of(0.25))));
		assertThat(result.tokens()).hasValue(7);
		assertThat(result.cost()).hasValue(0.75);
		assertThat(result.items().get(1).tokens()).hasValue(4);
		assertThat(result.items().get(1).cost()).hasValue(0.5);
		assertThat(result(used("a", UNKNOWN)).tokens()).isEmpty();
		assertThat(result(used("a", UNKNOWN)).cost()).isEmpty();
	}

	@Test
	void latencyIsThatOfTheNearestRank() {
		List<ItemResult<String>> items = new ArrayList<>();
		for (int i = 20; i >= 1; i--) {
			items.add(took("i" + i, ItemStatus.COMPLETED, i));
		}
		items.add(took("failed", ItemStatus.FAILED, 999));
		assertThat(result(items).latency()).isEqualTo(latency(10, 19, 20));
		items.add(took("i21", ItemStatus.COMPLETED, 21));
		assertThat(result(items).latency()).isEqualTo(latency(11, 20, 21));
		assertThat(result(took("one", ItemStatus.COMPLETED, 7)).latency()).isEqualTo(latency(7, 7, 7));
		assertThat(result(took("one", ItemStatus.FAILED, 7)).latency()).isEqualTo(latency(0, 0, 0));
	}

	@Test
	void resultIsThatOfItsRun() {
		ExperimentResult<String> result = result(scored("a", 1));
		assertThat(result.name()).isEqualTo("rag");
		assertThat(result.runName()).isEqualTo("run 1");
		assertThat(result.runId()).isEqualTo("id");
		assertThat(result.url()).isNull();
		assertThat(result.isLocal()).isTrue();
		assertThat(result.delivered()).isFalse();
		assertThat(result.dataset().name()).isEqualTo("data");
		assertThat(new ExperimentResult<>(result.parts().delivered(true)).delivered()).isTrue();
		ExperimentResult<String> evaluated = new ExperimentResult<>(result.parts()
			.evaluated(Map.of("total", Evaluation.of(2)), Map.of("other", new IllegalStateException())));
		assertThat(evaluated.evaluations()).containsOnlyKeys("total");
		assertThat(evaluated.evaluationErrors()).containsOnlyKeys("other");
	}

	@Test
	void tableShowsEachItemAndTheAverages() {
		ItemResult<String> failed = new ItemResult<>(DatasetItem.of("x", null).withId("b"), 2, ItemStatus.FAILED, null,
				new IllegalStateException("no model"), Map.of(), Map.of(), Duration.ofMillis(1_500), UNKNOWN, null);
		assertThat(result(2,
				List.of(scored("a", 0.5), failed, ItemResult.missing(DatasetItem.of("y", null).withId("c"), 1)))
			.table()).isEqualTo("""
					item  status     exact  latency  tokens  cost  remark
					a #1  completed  0.500  0 ms     -       -
					b #2  failed     -      1.5 s    -       -     IllegalStateException: no model
					c #1  missing    -      -        -       -

					Run run 1
					3 items: 1 completed, 1 failed, 0 timed out, 1 missing
					exact: 0.500 on average of only 1 of 3 items
					latency p50 0 ms, p95 0 ms, max 0 ms; tokens -; cost -
					local: nothing was sent to Langfuse
					""");
	}

	@Test
	void markdownHasNoMarkupOfOthers() {
		ItemResult<String> item = new ItemResult<>(DatasetItem.of("x", null).withId("a|b"), 1, ItemStatus.COMPLETED,
				"out", null, Map.of("exact", Evaluation.of("<b>")), Map.of("tone", new IllegalStateException()),
				Duration.ZERO, UNKNOWN, "t1");
		ResultParts<String> parts = result(item).parts()
			.evaluated(Map.of("total", Evaluation.of(0.5)), Map.of("other", new IllegalStateException("no judge")));
		assertThat(new ExperimentResult<>(parts).markdown()).isEqualTo("""
				### run 1

				| item | status | exact | tone | latency | tokens | cost | remark |
				| --- | --- | --- | --- | --- | --- | --- | --- |
				| a\\|b | completed | &lt;b> | unscored | 0 ms | - | - | tone gave no score (IllegalStateException) |

				- 1 items: 1 completed, 0 failed, 0 timed out, 0 missing
				- exact: no average
				- tone: no average
				- run score total: 0.500
				- run score other: none (IllegalStateException: no judge)
				- latency p50 0 ms, p95 0 ms, max 0 ms; tokens -; cost -
				- local: nothing was sent to Langfuse
				""");
	}

	@Test
	void resultSaysWhetherItWasDelivered() {
		ResultParts<String> parts = result(scored("a", 1)).parts();
		ExperimentResult<String> sent = new ExperimentResult<>(ResultParts.of(parts.definition(), "id", parts.items(),
				"https://langfuse.example/run", UnaryOperator.identity(), false));
		assertThat(sent.isLocal()).isFalse();
		assertThat(sent.table())
			.endsWith("NOT delivered to Langfuse completely, see the log\nhttps://langfuse.example/run\n");
		assertThat(new ExperimentResult<>(sent.parts().delivered(true)).table()).contains("\ndelivered to Langfuse\n");
	}

	@Test
	void thousandItemsAreShown() {
		List<ItemResult<String>> items = new ArrayList<>();
		IntStream.range(0, 1_000).forEach((i) -> items.add(scored("n" + i, 1)));
		assertThat(result(items).table()).contains("n999").doesNotContain("more items");
		items.add(scored("n1000", 1));
		assertThat(result(items).table()).contains("\n... and 1 more items\n").doesNotContain("n1000");
	}

	@Test
	void durationsAreShort() {
		assertThat(List.of(999, 1_000, 9_999, 10_000, 59_999, 60_000, 125_000)
			.stream()
			.map((millis) -> Texts.duration(Duration.ofMillis(millis))))
			.containsExactly("999 ms", "1.0 s", "10.0 s", "10 s", "59 s", "1 min 0 s", "2 min 5 s");
	}

	@Test
	void numbersAndCostsAreShort() {
		assertThat(Texts.number(3)).isEqualTo("3");
		assertThat(Texts.number(-0.12345)).isEqualTo("-0.123");
		assertThat(Texts.number(1e9)).isEqualTo("1000000000.000");
		assertThat(Texts.cost(OptionalDouble.of(0.00125))).isEqualTo("$0.0013");
		assertThat(Texts.tokens(OptionalLong.of(12))).isEqualTo("12");
	}

	static ItemResult<String> scored(String id, Object value) {
		Evaluation evaluation = (value instanceof Boolean flag) ? Evaluation.of(flag) : (value instanceof Number number)
				? Evaluation.of(number.doubleValue()) : Evaluation.of(value.toString());
		return item(id, ItemStatus.COMPLETED, Map.of("exact", evaluation));
	}

	static ItemResult<String> item(String id, ItemStatus status, Map<String, Evaluation> evaluations) {
		return new ItemResult<>(DatasetItem.of("in", null).withId(id), 1, status, "out", null,
				new LinkedHashMap<>(evaluations), Map.of(), Duration.ZERO, UNKNOWN, null);
	}

	static ItemResult<String> took(String id, ItemStatus status, int millis) {
		return new ItemResult<>(DatasetItem.of("in", null).withId(id), 1, status, "out", null, Map.of(), Map.of(),
				Duration.ofMillis(millis), UNKNOWN, null);
	}

	private static ItemResult<String> used(String id, ItemUsage.Sum usage) {
		return new ItemResult<>(DatasetItem.of("in", null).withId(id), 1, ItemStatus.COMPLETED, "out", null, Map.of(),
				Map.of(), Duration.ZERO, usage, null);
	}

	private static Latency latency(int p50, int p95, int max) {
		return new Latency(Duration.ofMillis(p50), Duration.ofMillis(p95), Duration.ofMillis(max));
	}

	@SafeVarargs
	@SuppressWarnings("varargs")
	static ExperimentResult<String> result(ItemResult<String>... items) {
		return result(List.of(items));
	}

	static ExperimentResult<String> result(List<ItemResult<String>> items) {
		return result(1, items);
	}

	private static ExperimentResult<String> result(int repetitions, List<ItemResult<String>> items) {
		RunDefinition definition = RunDefinition.of("rag", "run 1", null, Map.of(), Dataset.of("data", List.of()),
				repetitions, null);
		return new ExperimentResult<>(ResultParts.of(definition, "id", items, null, UnaryOperator.identity(), true));
	}

}
