/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import dev.langfuse4j.annotation.Observe;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Reads the model's answer.
 */
@Component
class RankingParser {

	private final JsonMapper mapper;

	RankingParser(JsonMapper mapper) {
		this.mapper = mapper;
	}

	@Observe
	Ranking parse(String answer) {
		JsonNode json = this.mapper.readTree(answer);
		return new Ranking(json.path("score").asInt(), json.path("reason").asString());
	}

	/**
	 * The model's assessment of a candidate.
	 *
	 * @param score from 0 to 100
	 * @param reason one sentence
	 */
	record Ranking(int score, String reason) {

	}

}
