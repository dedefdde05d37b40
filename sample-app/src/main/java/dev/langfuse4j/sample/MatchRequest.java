package dev.langfuse4j.sample;

import java.util.List;

import dev.langfuse4j.annotation.Observe;

import org.springframework.util.CollectionUtils;
import org.springframework.util.StringUtils;

/**
 * What is looked for.
 *
 * @param role the role
 * @param skills the skills that the role needs
 */
record MatchRequest(String role, List<String> skills) {

	/**
	 * Whether there is something to look for.
	 */
	boolean isComplete() {
		return StringUtils.hasText(this.role) && !CollectionUtils.isEmpty(this.skills);
	}

	/**
	 * What a model is asked. A request is no bean: only when it is woven is this
	 * observed.
	 */
	@Observe
	String promptAbout(Candidate candidate) {
		return """
				How well does %s fit the role "%s" that needs %s? CV: %s Skills: %s
				Answer with JSON: {"score": 0 to 100, "reason": "one sentence"}
				""".formatted(candidate.name(), this.role, this.skills, candidate.cv(),
				candidate.skills().stream().sorted().toList());
	}

}
