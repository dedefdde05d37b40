/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import dev.langfuse4j.http.ApiAnswer;
import dev.langfuse4j.http.ApiRequest;
import dev.langfuse4j.http.LangfuseApiClient;
import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.logging.LogOnce;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;

/**
 * Reads the score configs of a project from the server. Apart from {@link ScoreConfigs},
 * so that a start without scores does not load the types of requests and responses.
 */
final class ScoreConfigReader {

	private static final int PAGE = 100;

	private static final int MAX_PAGES = 20;

	private static final int MAX_MESSAGE = 200;

	private final LogOnce logger = new LogOnce(ScoreConfigs.class);

	/**
	 * Reads all configs without blocking.
	 * @param client asks the server
	 * @param result receives the configs by name, unless they cannot be read
	 * @param end runs afterwards in any case
	 */
	void read(LangfuseApiClient client, Consumer<Map<String, ScoreConfig>> result, Runnable end) {
		page(client, 1, new LinkedHashMap<>()).doFinally((signal) -> end.run()).subscribe((configs) -> {
			result.accept(configs);
			this.logger.forget(client.host());
		}, (ex) -> this.logger.warn(client.host(),
				() -> "Langfuse: score configs cannot be read. Scores are not validated against them: "
						+ ex.getMessage()));
	}

	private Mono<Map<String, ScoreConfig>> page(LangfuseApiClient client, int number, Map<String, ScoreConfig> read) {
		ApiRequest request = ApiRequest.of(HttpMethod.GET, "/api/public/score-configs?page={page}&limit={limit}",
				number, PAGE);
		return client.exchange(request).flatMap((answer) -> {
			if (!answer.isSuccess()) {
				return Mono.error(failure(client, answer));
			}
			JsonNode json = answer.json();
			// An archived one must not hide one in use that has its name
			json.path("data")
				.forEach((config) -> read.merge(config.path("name").asString(""), ScoreConfig.read(config),
						(one, other) -> one.archived() ? other : one));
			boolean last = number >= json.path("meta").path("totalPages").asInt(1) || number >= MAX_PAGES;
			return last ? Mono.just(read) : page(client, number + 1, read);
		});
	}

	private static IllegalStateException failure(LangfuseApiClient client, ApiAnswer answer) {
		return new IllegalStateException(
				"Langfuse at " + client.host() + " " + Escape.line(answer.describe(), MAX_MESSAGE));
	}

}
