/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.util.List;
import java.util.Objects;

import dev.langfuse4j.experiment.ExperimentResult;
import dev.langfuse4j.experiment.LangfuseExperiments;
import dev.langfuse4j.http.LangfuseException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.util.CollectionUtils;

/**
 * Matches every role of a dataset and compares the best candidate with the expected one.
 * The exit code tells whether enough of them are right.
 */
@Component
@Profile("experiment")
class MatchExperiment implements ApplicationRunner, ExitCodeGenerator {

	static final String OPTION = "experiment";

	static final int FAILED = 1;

	static final int NO_DATASET = 2;

	private static final String DATASET = "classpath:/datasets/roles.jsonl";

	private static final double MINIMUM = 0.9;

	private static final Log logger = LogFactory.getLog(MatchExperiment.class);

	private final LangfuseExperiments experiments;

	private final MatchService service;

	private int exitCode;

	MatchExperiment(LangfuseExperiments experiments, MatchService service) {
		this.experiments = experiments;
		this.service = service;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		try {
			ExperimentResult<MatchResult> result = match(dataset(arguments));
			System.out.println(result.table());
			result.assertThat().allItemsCompleted().average("best").isGreaterThanOrEqualTo(MINIMUM);
		}
		catch (LangfuseException ex) {
			logger.error("Cannot read the dataset: " + ex.getMessage());
			this.exitCode = NO_DATASET;
		}
		catch (AssertionError ex) {
			System.out.println(ex.getMessage());
			this.exitCode = FAILED;
		}
	}

	private ExperimentResult<MatchResult> match(String dataset) {
		try (ExperimentBar bar = new ExperimentBar()) {
			return this.experiments.experiment("skillmatch")
				.dataset(dataset)
				.input(MatchRequest.class)
				.expected(String.class)
				.task((item) -> this.service.match(item.input()))
				.evaluator("best", (answer) -> Objects.equals(answer.output().best(), answer.expected()))
				.onProgress(bar)
				.run();
		}
	}

	/**
	 * The dataset that {@code --experiment=DATASET} names: one of Langfuse or a file. The
	 * default is a file of the sample.
	 */
	private static String dataset(ApplicationArguments arguments) {
		List<String> values = arguments.getOptionValues(OPTION);
		return CollectionUtils.isEmpty(values) ? DATASET : values.get(0);
	}

	@Override
	public int getExitCode() {
		return this.exitCode;
	}

}
