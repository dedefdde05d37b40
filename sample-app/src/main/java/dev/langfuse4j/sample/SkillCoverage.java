/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.util.List;
import java.util.Locale;

import dev.langfuse4j.annotation.ObserveEvaluator;

import org.springframework.stereotype.Component;

/**
 * Rates a match with a score in its trace.
 */
@Component
class SkillCoverage {

	/**
	 * Returns the share of the required skills that at least one found candidate has.
	 */
	@ObserveEvaluator(score = "coverage")
	double coverage(List<String> needed, List<Candidate> found) {
		long covered = needed.stream()
			.map((skill) -> skill.toLowerCase(Locale.ROOT))
			.filter((skill) -> found.stream().anyMatch((candidate) -> candidate.skills().contains(skill)))
			.count();
		return (double) covered / needed.size();
	}

}
