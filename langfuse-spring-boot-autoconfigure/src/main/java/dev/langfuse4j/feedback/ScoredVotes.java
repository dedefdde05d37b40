/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.feedback;

import java.util.function.Consumer;

import dev.langfuse4j.score.LangfuseScores;
import dev.langfuse4j.score.ScoreBuilder;

/**
 * Makes scores of votes.
 */
final class ScoredVotes implements Consumer<FeedbackVote> {

	/**
	 * A name that no project can have. A vote without a project is counted as lost and is
	 * not sent to another project.
	 */
	private static final String NO_PROJECT = "(none)";

	private final LangfuseScores scores;

	ScoredVotes(LangfuseScores scores) {
		this.scores = scores;
	}

	@Override
	public void accept(FeedbackVote vote) {
		FeedbackTarget target = vote.target();
		score(vote).id(vote.id())
			.comment(vote.comment())
			.project((target.project() != null) ? target.project() : NO_PROJECT)
			.environment(target.environment())
			.on(target.traceId(), target.observationId());
	}

	private ScoreBuilder score(FeedbackVote vote) {
		if (vote.value() instanceof Boolean bool) {
			return this.scores.score(vote.name(), bool);
		}
		return (vote.value() instanceof Double number) ? this.scores.score(vote.name(), number)
				: this.scores.category(vote.name(), vote.value().toString());
	}

}
