/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.langfuse4j.dataset.DatasetItem;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Experiments that {@link LangfuseExperimentTests} runs.
 */
final class Experiments {

	static final AtomicInteger CALLS = new AtomicInteger();

	private Experiments() {
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
