/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import dev.langfuse4j.experiment.ExperimentProgress;
import dev.langfuse4j.experiment.ProgressUpdate;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of an experiment with a {@link Progress progress bar}. The bar
 * starts when the first item has ended.
 */
class ExperimentBar implements ExperimentProgress, AutoCloseable {

	private @Nullable ProgressBar bar;

	@Override
	public void update(ProgressUpdate update) {
		if (this.bar == null) {
			this.bar = Progress.of("Roles", update.total());
		}
		this.bar.stepTo(update.ended());
	}

	@Override
	public void close() {
		if (this.bar != null) {
			this.bar.close();
		}
	}

}
