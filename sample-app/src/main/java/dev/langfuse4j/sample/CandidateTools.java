/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.util.List;

import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.annotation.ToolParam;
import org.springframework.stereotype.Component;

/**
 * Tools that the assistant can call.
 */
@Component
class CandidateTools {

	private static final int LIMIT = 3;

	private final CandidateStore store;

	CandidateTools(CandidateStore store) {
		this.store = store;
	}

	@Tool(description = "The candidates that know most of the skills, best first")
	List<Candidate> findCandidates(@ToolParam(description = "skills, such as java") List<String> skills) {
		return this.store.search(skills, LIMIT);
	}

}
