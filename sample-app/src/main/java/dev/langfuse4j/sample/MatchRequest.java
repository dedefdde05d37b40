package dev.langfuse4j.sample;

import java.util.List;

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

}
