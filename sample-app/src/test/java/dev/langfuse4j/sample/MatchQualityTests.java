/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.util.Objects;

import dev.langfuse4j.test.experiment.Expected;
import dev.langfuse4j.test.experiment.ExperimentItem;
import dev.langfuse4j.test.experiment.ExperimentTest;
import dev.langfuse4j.test.experiment.Item;
import dev.langfuse4j.test.experiment.LangfuseExperiment;
import dev.langfuse4j.test.experiment.Threshold;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fails the build if the matches get worse: the gate of {@link MatchExperiment} as a
 * test.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@LangfuseExperiment(name = "skillmatch", dataset = "classpath:/datasets/roles.jsonl",
		minimum = @Threshold(score = "best", average = 0.9))
class MatchQualityTests {

	@Autowired
	private MatchService service;

	@ExperimentTest
	void findsTheBestCandidate(@Item MatchRequest role, @Expected @Nullable String expected, ExperimentItem item) {
		MatchResult result = item.task(() -> this.service.match(role));
		item.score("best", Objects.equals(result.best(), expected));
		assertThat(result.role()).isEqualTo(role.role());
	}

}
