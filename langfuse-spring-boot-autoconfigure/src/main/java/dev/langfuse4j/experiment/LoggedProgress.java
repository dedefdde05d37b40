/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Writes the progress of one run to the log.
 */
final class LoggedProgress implements ExperimentProgress {

	private static final Log logger = LogFactory.getLog(LangfuseExperiments.class);

	private static final Duration INTERVAL = Duration.ofSeconds(5);

	private Duration next = INTERVAL;

	@Override
	public void update(ProgressUpdate update) {
		if (update.elapsed().compareTo(this.next) >= 0 || update.ended() == update.total()) {
			this.next = update.elapsed().plus(INTERVAL);
			logger.info("Experiment '" + ResultText.line(update.experiment()) + "': " + update.line());
		}
	}

}
