/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.experiment;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.langfuse4j.dataset.DatasetItem;
import dev.langfuse4j.experiment.ExperimentResult;
import dev.langfuse4j.experiment.ItemStatus;
import dev.langfuse4j.experiment.LangfuseExperiments;
import dev.langfuse4j.testing.LangfuseContexts;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The properties of experiments.
 */
class ExperimentPropertiesTests {

	private final ApplicationContextRunner contextRunner = LangfuseContexts.fullRunner();

	@Test
	void propertiesAreTheDefaults() {
		this.contextRunner
			.withPropertyValues("langfuse.experiments.concurrency=1", "langfuse.experiments.item-timeout=300ms",
					"langfuse.experiments.timeout=20s")
			.run((context) -> {
				AtomicInteger underWay = new AtomicInteger();
				ExperimentResult<Integer> result = context.getBean(LangfuseExperiments.class)
					.experiment("x")
					.items(List.of(DatasetItem.of(0, 0), DatasetItem.of(1, 1), DatasetItem.of(2, 2)))
					.task((item) -> {
						if (item.input() == 1) {
							new CountDownLatch(1).await();
						}
						assertThat(underWay.incrementAndGet()).isEqualTo(1);
						underWay.decrementAndGet();
						return item.input();
					})
					.run();
				assertThat(result.items()).extracting((item) -> item.status())
					.containsExactly(ItemStatus.COMPLETED, ItemStatus.TIMED_OUT, ItemStatus.COMPLETED);
				assertThat(result.items().get(1).error()).hasMessage("The item took longer than 300 ms");
			});
		for (String name : List.of("concurrency", "item-timeout", "timeout", "flush-timeout")) {
			this.contextRunner.withPropertyValues("langfuse.experiments." + name + "=0")
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.hasMessage("Property 'langfuse.experiments." + name + "' is not positive"));
		}
	}

}
