/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.util.function.BooleanSupplier;

import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.queue.ExportCounters;
import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.ProjectAvailability;
import dev.langfuse4j.score.ScoreData;
import dev.langfuse4j.score.ScoreSink;

/**
 * Takes scores from the application's threads. Thread-safe.
 */
final class ScoreIntake implements ScoreSink {

	private static final int MAX_NAME = 64;

	private final LogOnce logger = new LogOnce(ScoreIntake.class);

	private final ProjectExports projects;

	private final boolean wanted;

	private final BooleanSupplier finished;

	private final BooleanSupplier ended;

	private final Runnable start;

	private final ExportCounters statistics;

	private final ExportCounters unrouted;

	/**
	 * Creates an intake.
	 * @param projects whose scores these are
	 * @param wanted whether scores are exported
	 * @param statistics counts them
	 * @param finished whether scores are only counted
	 * @param ended whether nobody comes any more for what was taken
	 * @param start starts the thread for scores that are taken
	 */
	ScoreIntake(ProjectExports projects, boolean wanted, ExportCounters statistics, BooleanSupplier finished,
			BooleanSupplier ended, Runnable start) {
		this.projects = projects;
		this.wanted = wanted;
		this.statistics = statistics;
		this.unrouted = statistics.part();
		this.finished = finished;
		this.ended = ended;
		this.start = start;
	}

	ExportCounters statistics() {
		return this.statistics;
	}

	/**
	 * The account of those that were lost before they reached a project.
	 */
	ExportCounters unrouted() {
		return this.unrouted;
	}

	@Override
	public boolean takesScores() {
		return this.wanted;
	}

	@Override
	public void acceptScore(ScoreData score) {
		if (this.finished.getAsBoolean()) {
			this.unrouted.countUnaccepted(LossReason.SHUTDOWN, 1);
			return;
		}
		ProjectExport project = this.projects.find(score.project());
		if (project == null || project.scores().availability() != ProjectAvailability.AVAILABLE) {
			String shown = Escape.line(score.project(), MAX_NAME);
			this.logger.warn(shown,
					() -> "Langfuse: scores of project '" + shown
							+ "' are not sent, and are counted as unknown-project: the project is not "
							+ "configured, is disabled, or has no keys");
			unroutedScore();
			return;
		}
		if (project.scores().isWanted()) {
			take(score, project.scores());
		}
	}

	private void take(ScoreData score, ScoreExport scores) {
		scores.queue().offer(score);
		this.start.run();
		if (scores.isBatch()) {
			scores.requestDrain();
		}
		if (this.ended.getAsBoolean()) {
			// Taken while the pipeline finished: nobody comes for it any more
			scores.close();
		}
	}

	@Override
	public void unroutedScore() {
		this.unrouted.countUnaccepted(LossReason.UNKNOWN_PROJECT, 1);
	}

}
