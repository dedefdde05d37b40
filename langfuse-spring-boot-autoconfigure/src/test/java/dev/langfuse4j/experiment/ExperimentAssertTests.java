/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.langfuse4j.score.Evaluation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ExperimentAssert} and {@link ScoreAssert}.
 */
class ExperimentAssertTests {

	private final ExperimentResult<String> half = ExperimentResultTests
		.result(ExperimentResultTests.scored("good", 0.75), ExperimentResultTests.scored("bad", 0.25));

	@Test
	void boundsOfAnAverageIncludeTheAverageOrDoNot() {
		this.half.assertThat()
			.average("exact")
			.isGreaterThanOrEqualTo(0.5)
			.average("exact")
			.isLessThanOrEqualTo(0.5)
			.average("exact")
			.isGreaterThan(0.49)
			.average("exact")
			.isLessThan(0.51);
		assertThat(failure((check) -> check.average("exact").isGreaterThan(0.5)))
			.contains("The average of 'exact' is 0.5, expected more than 0.5");
		assertThat(failure((check) -> check.average("exact").isLessThan(0.5))).contains("expected less than 0.5");
		assertThat(failure((check) -> check.average("exact").isGreaterThanOrEqualTo(0.51)))
			.contains("expected at least 0.51");
		assertThat(failure((check) -> check.average("exact").isLessThanOrEqualTo(0.49)))
			.contains("expected at most 0.49");
	}

	@Test
	void worstItemsComeFirst() {
		assertThat(failure((check) -> check.average("exact").isGreaterThan(1))).isEqualTo("""
				The average of 'exact' is 0.5, expected more than 1.0 (run 1; 2 items: 2 completed, 0 failed, \
				0 timed out, 0 missing)
				Worst items:
				  bad: completed, exact 0.25
				  good: completed, exact 0.75""");
		assertThat(failure((check) -> check.average("exact").isLessThan(0)))
			.endsWith("\n  good: completed, exact 0.75\n  bad: completed, exact 0.25");
	}

	@Test
	void averageOfAnIncompleteExperimentIsAFailure() {
		ExperimentResult<String> incomplete = ExperimentResultTests.result(ExperimentResultTests.scored("a", 1),
				ExperimentResultTests.item("b", ItemStatus.FAILED, Map.of()));
		assertThat(failure(incomplete, (check) -> check.average("exact").isGreaterThan(0)))
			.startsWith("The average of 'exact' cannot be calculated: 1 of 2 items have no such number")
			.contains("b: failed")
			.doesNotContain("a: completed");
		assertThat(failure(ExperimentResultTests.result(), (check) -> check.average("exact").isGreaterThan(0)))
			.startsWith("The average of 'exact' cannot be calculated: the experiment has no items");
	}

	@Test
	void allItemsMustComplete() {
		this.half.assertThat().allItemsCompleted();
		assertThat(failure(
				ExperimentResultTests.result(ExperimentResultTests.scored("a", 1),
						ExperimentResultTests.item("b", ItemStatus.FAILED, Map.of())),
				ExperimentAssert::allItemsCompleted))
			.startsWith("Not all items completed")
			.contains("b: failed")
			.doesNotContain("a: completed");
		assertThat(failure(ExperimentResultTests.result(), ExperimentAssert::allItemsCompleted))
			.startsWith("The experiment has no items");
	}

	@Test
	void allItemsMustBeScored() {
		ExperimentResult<String> result = ExperimentResultTests.result(ExperimentResultTests.scored("a", "kind"),
				ExperimentResultTests.item("b", ItemStatus.COMPLETED, Map.of()));
		this.half.assertThat().allItemsScored("exact").allItemsScored();
		assertThat(failure(result, (check) -> check.allItemsScored("exact")))
			.startsWith("Not all items have a score 'exact'")
			.contains("b: completed")
			.doesNotContain("a: completed");
		assertThat(failure(
				ExperimentResultTests
					.result(ExperimentResultTests.item("b", ItemStatus.FAILED, Map.of("exact", Evaluation.of(1)))),
				(check) -> check.allItemsScored("exact")))
			.startsWith("Not all items completed");
	}

	@Test
	void everyItemMustReachTheMinimum() {
		this.half.assertThat().everyItem("exact", 0.25);
		assertThat(failure((check) -> check.everyItem("exact", 0.26)))
			.startsWith("Not every item has a score 'exact' of at least 0.26")
			.contains("bad: completed")
			.doesNotContain("good: completed");
		assertThat(failure((check) -> check.everyItem("other", 0))).contains("good: completed");
		assertThat(failure(ExperimentResultTests.result(ExperimentResultTests.item("b", ItemStatus.FAILED, Map.of())),
				(check) -> check.everyItem("exact", 0)))
			.startsWith("Not all items completed");
	}

	@Test
	void latencyMayBeTheMaximum() {
		ExperimentResult<String> result = ExperimentResultTests.result(
				ExperimentResultTests.took("fast", ItemStatus.COMPLETED, 10),
				ExperimentResultTests.took("slow", ItemStatus.COMPLETED, 20));
		result.assertThat().p95LatencyIsAtMost(Duration.ofMillis(20));
		assertThat(failure(result, (check) -> check.p95LatencyIsAtMost(Duration.ofMillis(19))))
			.startsWith("The latency of 95 percent of the items is 20 ms, more than 19 ms")
			.contains("slow: completed")
			.doesNotContain("fast: completed");
		assertThat(failure(ExperimentResultTests.result(ExperimentResultTests.took("a", ItemStatus.FAILED, 1)),
				(check) -> check.p95LatencyIsAtMost(Duration.ofMillis(19))))
			.as("nothing was measured")
			.isNotNull();
	}

	@Test
	void runMustBeDelivered() {
		assertThat(failure(ExperimentAssert::isDelivered)).startsWith("The run was not delivered to Langfuse");
		new ExperimentResult<>(this.half.parts().delivered(true)).assertThat().isDelivered().allItemsCompleted();
	}

	@Test
	void noMoreThanTenItemsAreShown() {
		List<ItemResult<String>> items = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			items.add(ExperimentResultTests.item("i" + i, ItemStatus.FAILED, Map.of()));
		}
		assertThat(failure(ExperimentResultTests.result(items), ExperimentAssert::allItemsCompleted))
			.doesNotContain("more");
		items.add(ExperimentResultTests.item("i10", ItemStatus.FAILED, Map.of()));
		assertThat(failure(ExperimentResultTests.result(items), ExperimentAssert::allItemsCompleted))
			.endsWith("\n  ... and 1 more");
	}

	private String failure(Consumer<ExperimentAssert> check) {
		return failure(this.half, check);
	}

	private static String failure(ExperimentResult<String> result, Consumer<ExperimentAssert> check) {
		return assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> check.accept(result.assertThat()))
			.actual()
			.getMessage();
	}

}
