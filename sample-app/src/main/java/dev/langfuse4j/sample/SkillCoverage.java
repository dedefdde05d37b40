package dev.langfuse4j.sample;

import java.util.List;
import java.util.Locale;

import dev.langfuse4j.annotation.ObserveEvaluator;

import org.springframework.stereotype.Component;

/**
 * Says how good a match is, as a score in its trace.
 */
@Component
class SkillCoverage {

	/**
	 * The share of the needed skills that somebody of the found candidates has.
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
