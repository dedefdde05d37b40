/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.experiment;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.dataset.Dataset;
import dev.langfuse4j.dataset.DatasetItem;
import dev.langfuse4j.experiment.ExperimentEngine;
import dev.langfuse4j.experiment.ExperimentResult;
import dev.langfuse4j.experiment.ExperimentRun;
import dev.langfuse4j.experiment.ItemResult;
import dev.langfuse4j.experiment.ItemRun;
import dev.langfuse4j.experiment.ItemStatus;
import dev.langfuse4j.experiment.RunDefinition;
import dev.langfuse4j.testing.LangfuseContexts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExperimentRun}: items that its end finds in different states.
 */
class ExperimentRunTests {

	@Test
	void itemsThatHaveNotEndedFail() {
		List<DatasetItem<Integer, Integer>> items = List.of(DatasetItem.of(0, 0), DatasetItem.of(1, 1),
				DatasetItem.of(2, 2), DatasetItem.of(3, 3), DatasetItem.of(4, 4));
		LangfuseContexts.fullRunner().run((context) -> {
			ExperimentRun<Integer> run = context.getBean(ExperimentEngine.class)
				.open(RunDefinition.of("unfinished", null, null, Map.of(), Dataset.of("numbers", items), 1, null));
			ItemRun<Integer> ended = run.begin(items.get(0), 1);
			ended.task(() -> 7);
			ended.end();
			run.begin(items.get(1), 1);
			run.begin(items.get(2), 1).openTask();
			run.begin(items.get(3), 1).task(() -> 7);
			ExperimentResult<Integer> result = run.finish(Duration.ofMillis(100));
			assertThat(result.items()).extracting(ItemResult::status)
				.containsExactly(ItemStatus.COMPLETED, ItemStatus.FAILED, ItemStatus.FAILED, ItemStatus.FAILED,
						ItemStatus.MISSING);
			assertThat(result.items().get(1).error()).hasMessage("The item had not ended when its run did");
		});
	}

}
