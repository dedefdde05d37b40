/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.langfuse4j.dataset.DatasetItem;
import dev.langfuse4j.experiment.Experiment;
import dev.langfuse4j.experiment.ExperimentProgress;
import dev.langfuse4j.experiment.ExperimentResult;
import dev.langfuse4j.experiment.IncompleteExperimentException;
import dev.langfuse4j.experiment.ItemStatus;
import dev.langfuse4j.experiment.LangfuseExperiments;
import dev.langfuse4j.experiment.ProgressUpdate;
import dev.langfuse4j.springai.LangfuseSpringAi;
import dev.langfuse4j.testing.DatasetServer;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.ai.evaluation.EvaluationResponse;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Experiments run, and a failure never looks like a pass.
 */
class ExperimentRunnerTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final ApplicationContextRunner contextRunner = LangfuseContexts.fullRunner();

	@Test
	void aLargeRunWithFailuresAndHangingItemsIsCountedRight() {
		Set<Integer> failing = Set.of(3, 50, 51, 120, 199);
		Set<Integer> hanging = Set.of(0, 77, 150);
		try (DatasetServer server = new DatasetServer()) {
			this.contextRunner
				.withPropertyValues("langfuse.base-url=" + server.url(), "langfuse.public-key=pk",
						"langfuse.secret-key=sk", "langfuse.sample-rate=0")
				.run((context) -> {
					AtomicInteger underWay = new AtomicInteger();
					AtomicInteger most = new AtomicInteger();
					List<ProgressUpdate> updates = new ArrayList<>();
					ExperimentResult<Integer> result = context.getBean(LangfuseExperiments.class)
						.experiment("large")
						.items(items(200))
						.task((item) -> {
							most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
							try {
								if (failing.contains(item.input())) {
									throw new IllegalStateException("failed\nwith key sk-ant-REDACTED");
								}
								if (hanging.contains(item.input())) {
									new CountDownLatch(1).await();
								}
								return item.input();
							}
							finally {
								underWay.decrementAndGet();
							}
						})
						.evaluator("even", (answer) -> answer.input() % 2 == 0)
						.concurrency(8)
						.itemTimeout(Duration.ofSeconds(5))
						.onProgress(updates::add)
						.run();
					assertThat(result.items()).hasSize(200)
						.extracting((item) -> (Object) item.item().input())
						.containsExactlyElementsOf(IntStream.range(0, 200).boxed().toList());
					assertThat(result.count(ItemStatus.COMPLETED)).isEqualTo(192);
					assertThat(result.count(ItemStatus.FAILED)).isEqualTo(5);
					assertThat(result.count(ItemStatus.TIMED_OUT)).isEqualTo(3);
					assertThat(result.items()).allSatisfy((item) -> {
						int number = (Integer) item.item().input();
						assertThat(item.status()).isEqualTo(failing.contains(number) ? ItemStatus.FAILED
								: hanging.contains(number) ? ItemStatus.TIMED_OUT : ItemStatus.COMPLETED);
					});
					assertThat(most.get()).isLessThanOrEqualTo(8);
					assertThat(updates).hasSize(200);
					assertThat(updates.get(199).line()).startsWith("200/200, 192 completed, 8 failed, even 0.");
					assertThat(result.table().lines()).hasSizeGreaterThan(201)
						.contains("200 items: 192 completed, 5 failed, 3 timed out, 0 missing",
								"delivered to Langfuse");
					assertThat(result.table()).contains("only 192 of 200 items").doesNotContain("abcdefghijklmnop");
					assertThat(result.markdown().lines().filter((line) -> line.startsWith("| "))).hasSize(202);
					assertThatExceptionOfType(IncompleteExperimentException.class)
						.isThrownBy(() -> result.average("even"))
						.withMessageContaining("8 of 200 items");
					assertThat(result.averageIgnoringFailures("even")).isPresent();
					assertThat(result.delivered()).isTrue();
					assertThat(server.server().spans()).filteredOn((span) -> span.name().equals("experiment-item-task"))
						.hasSize(200)
						.extracting(Span::traceId)
						.doesNotHaveDuplicates();
					assertThat(server.server().scores()).hasSize(192);
					await().atMost(LONG).untilAsserted(() -> assertThat(threads()).isEmpty());
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "langfuse.enabled=false", "langfuse.environment=no-keys" })
	void experimentsRunWithoutAServer(String property) {
		run(property, (experiments) -> {
			ExperimentResult<Integer> result = experiments.experiment("local")
				.items(items(20))
				.task(DatasetItem::input)
				.evaluator("same", (answer) -> answer.output().equals(answer.expected()))
				.runEvaluator("mean", (run) -> run.average("same"))
				.run();
			result.assertThat().allItemsCompleted().allItemsScored("same").average("same").isGreaterThanOrEqualTo(1);
			assertThat(result.isLocal()).isTrue();
			assertThat(result.delivered()).isFalse();
			assertThat(result.url()).isNull();
			assertThat(result.evaluations()).containsOnlyKeys("mean");
			assertThat(result.table()).contains("local: nothing was sent");
			assertThat(result.items().get(0).traceId()).isNull();
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> result.assertThat().isDelivered());
		});
	}

	@Test
	void anEvaluatorThatThrowsLeavesTheItemUnscored() {
		run((experiments) -> {
			ExperimentResult<Integer> result = experiments.experiment("unscored")
				.items(items(4))
				.task(DatasetItem::input)
				.evaluator("fragile", (answer) -> {
					if (answer.input() == 2) {
						throw new IllegalStateException("no judge");
					}
					return true;
				})
				.evaluator("silent", (answer) -> (answer.input() == 1) ? null : 1)
				.evaluator("infinite", (answer) -> (answer.input() == 3) ? Double.NaN : 1.0)
				.run();
			result.assertThat().allItemsCompleted();
			for (String name : List.of("fragile", "silent", "infinite", "never given")) {
				assertThatExceptionOfType(IncompleteExperimentException.class).isThrownBy(() -> result.average(name));
				assertThatExceptionOfType(AssertionError.class)
					.isThrownBy(() -> result.assertThat().average(name).isGreaterThanOrEqualTo(0))
					.withMessageContaining("Worst items:");
				assertThatExceptionOfType(AssertionError.class)
					.isThrownBy(() -> result.assertThat().average(name).isLessThan(100));
				assertThatExceptionOfType(AssertionError.class)
					.isThrownBy(() -> result.assertThat().allItemsScored(name));
				assertThatExceptionOfType(AssertionError.class)
					.isThrownBy(() -> result.assertThat().everyItem(name, 0));
			}
			assertThat(result.table()).contains("unscored", "fragile gave no score (IllegalStateException: no judge)",
					"only 3 of 4 items");
		});
	}

	@Test
	void evaluatorsOfSpringAiGiveTwoScores() {
		run((experiments) -> {
			List<String> asked = new CopyOnWriteArrayList<>();
			org.springframework.ai.evaluation.Evaluator judge = (request) -> {
				asked.add(request.getUserText() + " -> " + request.getResponseContent());
				return new EvaluationResponse(true, 0.75f, "fine", Map.of());
			};
			ExperimentResult<Map<String, Integer>> result = experiments.experiment("judged")
				.items(items(1))
				.task((item) -> Map.of("answer", 42))
				.evaluator("relevancy", LangfuseSpringAi.evaluator(judge))
				.run();
			assertThat(asked).containsExactly("0 -> {\"answer\":42}");
			assertThat(result.average("relevancy")).isEqualTo(0.75);
			assertThat(result.average("relevancy_pass")).isEqualTo(1);
		});
	}

	@Test
	void anAssertionShowsTheWorstItemsAndNoContent() {
		run((experiments) -> {
			ExperimentResult<Integer> result = experiments.experiment("bad")
				.items(items(30).stream().map((item) -> item.withId("case-" + item.input())).toList())
				.task((item) -> item.input() * 1_000_003)
				.evaluator("quality", (answer) -> answer.input() / 100.0)
				.run();
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(
						() -> result.assertThat().allItemsCompleted().average("quality").isGreaterThanOrEqualTo(0.9))
				.withMessageStartingWith("The average of 'quality' is 0.145, expected at least 0.9")
				.withMessageContaining("case-0: completed, quality 0.0\n  case-1:")
				.withMessageContaining("... and 20 more")
				.satisfies((error) -> assertThat(error.getMessage()).doesNotContain("1000003"));
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> result.assertThat().average("quality").isLessThanOrEqualTo(0.1))
				.withMessageContaining("Worst items:\n  case-29");
			result.assertThat().everyItem("quality", 0).p95LatencyIsAtMost(LONG);
		});
	}

	@Test
	void anExperimentWithoutItemsNeverPasses() {
		run((experiments) -> {
			ExperimentResult<Integer> result = experiments.experiment("empty")
				.items(items(0))
				.task(DatasetItem::input)
				.run();
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> result.assertThat().allItemsCompleted())
				.withMessageContaining("no items");
			assertThatExceptionOfType(IncompleteExperimentException.class).isThrownBy(() -> result.average("any"));
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> result.assertThat().average("any").isGreaterThanOrEqualTo(0));
		});
	}

	@Test
	void itemsThatNeverRanAreMissing() {
		run((experiments) -> {
			ExperimentResult<Integer> result = experiments.experiment("short")
				.items(items(10))
				.<Integer>task((item) -> {
					new CountDownLatch(1).await();
					return 1;
				})
				.concurrency(2)
				.timeout(Duration.ofSeconds(2))
				.run();
			assertThat(result.count(ItemStatus.TIMED_OUT)).isEqualTo(2);
			assertThat(result.count(ItemStatus.MISSING)).isEqualTo(8);
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> result.assertThat().allItemsCompleted())
				.withMessageContaining("8 missing");
			await().atMost(LONG).untilAsserted(() -> assertThat(threads()).isEmpty());
		});
	}

	@Test
	void whoIsInterruptedGetsAResultThatDoesNotPass() {
		run((experiments) -> {
			Thread.currentThread().interrupt();
			ExperimentResult<Integer> result = experiments.experiment("interrupted")
				.items(items(3))
				.<Integer>task((item) -> {
					new CountDownLatch(1).await();
					return 1;
				})
				.run();
			assertThat(Thread.interrupted()).isTrue();
			assertThat(result.count(ItemStatus.COMPLETED)).isZero();
			assertThat(result.items()).hasSize(3);
		});
	}

	@Test
	void eachRepetitionCounts() {
		run((experiments) -> {
			Set<String> seen = ConcurrentHashMap.newKeySet();
			ExperimentResult<Integer> result = experiments.experiment("repeated")
				.items(items(3))
				.task(DatasetItem::input)
				.evaluator("first", (answer) -> seen.add(answer.item().id()))
				.repetitions(2)
				.concurrency(1)
				.run();
			assertThat(result.items()).extracting((item) -> item.item().input() + "/" + item.repetition())
				.containsExactly("0/1", "0/2", "1/1", "1/2", "2/1", "2/2");
			assertThat(result.average("first")).isEqualTo(0.5);
			assertThat(result.table()).contains(" #2");
		});
	}

	@Test
	void itemsOfOneIdAreRefused() {
		run((experiments) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> experiments.experiment("twice")
				.items(List.of(DatasetItem.of(1, 1), DatasetItem.of(1, 2)))
				.task(DatasetItem::input)
				.run())
			.withMessageContaining("same id")
			.withMessageContaining("position 2"));
	}

	@Test
	void mistakesAreSaid() {
		run((experiments) -> {
			assertThatIllegalArgumentException().isThrownBy(() -> experiments.experiment(" "));
			Experiment<Integer, Integer, Integer> experiment = experiments.experiment("x")
				.items(items(1))
				.task(DatasetItem::input);
			assertThatIllegalArgumentException().isThrownBy(() -> experiment.concurrency(0))
				.withMessage("The concurrency of an experiment must be positive");
			assertThatIllegalArgumentException().isThrownBy(() -> experiment.repetitions(0))
				.withMessage("The number of repetitions must be positive");
			assertThatIllegalArgumentException().isThrownBy(() -> experiment.itemTimeout(Duration.ZERO))
				.withMessage("The timeout of an experiment must be positive");
			assertThatIllegalStateException().isThrownBy(() -> experiments.experiment("x").task((item) -> 1).run())
				.withMessageContaining("dataset(…) or items(…)");
			assertThatIllegalStateException()
				.isThrownBy(() -> experiments.experiment("x").items(items(1)).input(String.class))
				.withMessageContaining("dataset(name)");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> experiments.experiment("x")
					.items(items(1))
					.task(DatasetItem::input)
					.evaluator("a", (answer) -> 1)
					.evaluator("a", (answer) -> 1))
				.withMessageContaining("'a' already");
			ExperimentResult<Mono<Integer>> late = experiments.experiment("x")
				.items(items(1))
				.task((item) -> Mono.just(item.input()))
				.run();
			assertThat(late.items().get(0).error()).hasMessageContaining("reactiveTask");
			assertThatIllegalStateException()
				.isThrownBy(() -> Mono
					.fromCallable(() -> experiments.experiment("x").items(items(1)).task(DatasetItem::input).run())
					.subscribeOn(Schedulers.parallel())
					.block(LONG))
				.withMessageContaining("must not");
		});
	}

	@Test
	void progressThatFailsHarmsNothing() {
		run((experiments) -> {
			ExperimentProgress broken = (update) -> {
				throw new IllegalStateException("no terminal");
			};
			experiments.experiment("x")
				.items(items(3))
				.task(DatasetItem::input)
				.onProgress(broken)
				.run()
				.assertThat()
				.allItemsCompleted();
		});
	}

	@Test
	void aLocalFileIsADataset() {
		run((experiments) -> experiments.experiment("file")
			.dataset("classpath:/dev/langfuse4j/experiment/capitals.jsonl")
			.input(String.class)
			.expected(String.class)
			.task((item) -> item.input().equals("France") ? "Paris" : "Rome")
			.evaluator("exact", (answer) -> answer.expected().equals(answer.output()))
			.run()
			.assertThat()
			.average("exact")
			.isGreaterThanOrEqualTo(1));
	}

	private static List<DatasetItem<Integer, Integer>> items(int count) {
		return IntStream.range(0, count).mapToObj((number) -> DatasetItem.of(number, number)).toList();
	}

	private static List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("langfuse-experiment-"))
			.toList();
	}

	private void run(Consumer<LangfuseExperiments> test) {
		run("langfuse.enabled=true", test);
	}

	private void run(String property, Consumer<LangfuseExperiments> test) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> test.accept(context.getBean(LangfuseExperiments.class)));
	}

}
