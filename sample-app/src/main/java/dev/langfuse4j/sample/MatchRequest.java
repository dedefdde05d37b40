/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.langfuse4j.annotation.Observe;

import org.springframework.util.CollectionUtils;
import org.springframework.util.StringUtils;

/**
 * The role to fill.
 *
 * @param role the role
 * @param skills the skills that the role needs
 */
record MatchRequest(String role, List<String> skills) {

	/**
	 * Whether there is at least one skill to look for.
	 */
	boolean isComplete() {
		return StringUtils.hasText(this.role) && !CollectionUtils.isEmpty(this.skills);
	}

	/**
	 * Returns the values of a candidate for the prompt. A request is not a bean: the
	 * method is only observed if it is woven.
	 */
	@Observe
	Map<String, String> promptAbout(Candidate candidate) {
		return Map.of("name", candidate.name(), "role", this.role, "needed", String.join(", ", this.skills), "cv",
				candidate.cv(), "known", candidate.skills().stream().sorted().collect(Collectors.joining(", ")));
	}

}
