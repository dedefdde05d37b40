/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.util.Comparator;
import java.util.List;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.feedback.LangfuseFeedback;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.sample.MatchResult.Match;
import dev.langfuse4j.sample.RankingParser.Ranking;

import org.springframework.stereotype.Service;

/**
 * Finds the candidates for a role: retrieve, rank, evaluate, explain.
 * <p>
 * It has a flaw that no test shows, but every trace does: each candidate is ranked three
 * times, to filter, to sort and to report, instead of once. The result is correct, but
 * the model calls cost three times as much as necessary. Langfuse for Spring Boot finds
 * it and says in the trace how many tokens were wasted.
 */
@Service
class MatchService {

	private static final int LIMIT = 2;

	private final CandidateStore store;

	private final CandidateRanker ranker;

	private final RankingParser parser;

	private final SkillCoverage quality;

	private final LangfuseFeedback feedback;

	MatchService(CandidateStore store, CandidateRanker ranker, RankingParser parser, SkillCoverage quality,
			LangfuseFeedback feedback) {
		this.store = store;
		this.ranker = ranker;
		this.parser = parser;
		this.quality = quality;
		this.feedback = feedback;
	}

	@Observe(name = "match", type = ObservationType.CHAIN)
	MatchResult match(MatchRequest request) {
		List<Candidate> suitable = this.store.search(request.skills(), LIMIT)
			.stream()
			.filter((candidate) -> rank(request, candidate).score() > 0)
			.toList();
		record Scored(Candidate candidate, int score) {
		}
		List<Candidate> sorted = suitable.stream()
			.map((candidate) -> new Scored(candidate, rank(request, candidate).score()))
			.sorted(Comparator.comparingInt(Scored::score).reversed())
			.map(Scored::candidate)
			.toList();
		this.quality.coverage(request.skills(), sorted);
		List<Ranking> rankings = sorted.stream().map((candidate) -> rank(request, candidate)).toList();
		return new MatchResult(request.role(), matches(sorted, rankings),
				rankings.isEmpty() ? "Nobody fits." : rankings.get(0).reason(), this.feedback.token());
	}

	private Ranking rank(MatchRequest request, Candidate candidate) {
		return this.parser.parse(this.ranker.rank(request, candidate));
	}

	private static List<Match> matches(List<Candidate> candidates, List<Ranking> rankings) {
		Match[] matches = new Match[candidates.size()];
		for (int i = 0; i < matches.length; i++) {
			matches[i] = new Match(candidates.get(i).name(), rankings.get(i).score());
		}
		return List.of(matches);
	}

}
