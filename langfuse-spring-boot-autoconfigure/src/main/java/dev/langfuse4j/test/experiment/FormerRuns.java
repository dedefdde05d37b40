/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.langfuse4j.http.ApiAnswer;
import dev.langfuse4j.http.ApiRequest;
import dev.langfuse4j.http.LangfuseApiClient;
import dev.langfuse4j.http.LangfuseApiException;
import dev.langfuse4j.logging.Escape;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;

/**
 * Reads former runs of experiments from Langfuse 4. Earlier servers do not show them.
 */
final class FormerRuns {

	/**
	 * The server wants a bound.
	 */
	private static final String SINCE = "2020-01-01T00:00:00Z";

	private static final int PAGE = 100;

	private static final int MAX_PAGES = 200;

	private static final int LIMIT = 16 * 1024 * 1024;

	private static final int TRIES = 3;

	private static final int MAX_MESSAGE = 200;

	private final LangfuseApiClient client;

	FormerRuns(LangfuseApiClient client) {
		this.client = client;
	}

	/**
	 * Finds the latest run.
	 * @param datasetId the id of its dataset, {@code null} for any
	 * @param name accepts its name
	 * @return its id and name, or {@code null} if there is none
	 */
	@Nullable FormerRun find(@Nullable String datasetId, Predicate<String> name) {
		List<FormerRun> found = new ArrayList<>();
		pages((cursor) -> request("/api/public/experiments?fromStartTime={since}&limit={limit}",
				(datasetId != null) ? "datasetId" : null, datasetId, cursor), (run) -> {
					if (name.test(run.path("name").asString(""))) {
						found.add(new FormerRun(run.path("id").asString(""), run.path("name").asString(""),
								instant(run.path("startTime").asString(""))));
					}
				});
		return found.stream().max(Comparator.comparing(FormerRun::started)).orElse(null);
	}

	/**
	 * Reads the numbers that the items of a run have as scores.
	 */
	Baseline read(FormerRun run, Aggregation aggregation) {
		Map<String, List<Attempt>> items = new LinkedHashMap<>();
		pages((cursor) -> request("/api/public/experiment-items?fromStartTime={since}&limit={limit}&fields=core,scores",
				"experimentId", run.id(), cursor),
				(item) -> items.computeIfAbsent(item.path("experimentItemId").asString(""), (id) -> new ArrayList<>())
					.add(attempt(item)));
		return Baseline.of("run '" + run.name() + "'",
				items.entrySet().stream().map((item) -> new ItemResults(item.getKey(), null, item.getValue())).toList(),
				aggregation);
	}

	private static Attempt attempt(JsonNode item) {
		Map<String, Object> scores = new LinkedHashMap<>();
		item.path("scores").forEach((score) -> {
			JsonNode value = score.path("value");
			if (value.isBoolean() || score.path("dataType").asString("").equals("BOOLEAN")) {
				scores.put(score.path("name").asString(""),
						value.isBoolean() ? value.booleanValue() : value.asDouble(0) > 0);
			}
			else if (value.isNumber()) {
				scores.put(score.path("name").asString(""), value.doubleValue());
			}
		});
		return new Attempt(null, 1, Outcome.PASSED, scores, null, null, 0);
	}

	private void pages(Function<@Nullable String, ApiRequest> request, Consumer<JsonNode> row) {
		String cursor = null;
		for (int page = 0; page < MAX_PAGES; page++) {
			JsonNode json = ask(request.apply(cursor));
			json.path("data").forEach(row);
			String next = json.path("meta").path("cursor").asString("");
			if (next.isEmpty() || next.equals(cursor)) {
				return;
			}
			cursor = next;
		}
		throw new LangfuseApiException(
				"Langfuse at " + this.client.host() + " has more than " + (MAX_PAGES * PAGE) + " former runs or items",
				200);
	}

	private static ApiRequest request(String template, @Nullable String filter, @Nullable String value,
			@Nullable String cursor) {
		StringBuilder path = new StringBuilder(template);
		List<Object> variables = new ArrayList<>(List.of(SINCE, PAGE));
		if (filter != null && value != null) {
			path.append('&').append(filter).append("={value}");
			variables.add(value);
		}
		if (cursor != null) {
			path.append("&cursor={cursor}");
			variables.add(cursor);
		}
		return ApiRequest.of(HttpMethod.GET, path.toString(), variables.toArray()).limit(LIMIT);
	}

	private JsonNode ask(ApiRequest request) {
		ApiAnswer answer = null;
		for (int tries = 0; tries < TRIES && (answer == null || answer.isTransient()); tries++) {
			answer = Mono.delay(Duration.ofMillis(300L * tries)).then(this.client.exchange(request)).block();
		}
		if (answer == null || !answer.isSuccess() || !answer.json().path("data").isArray()) {
			throw failure(answer);
		}
		return answer.json();
	}

	private LangfuseApiException failure(@Nullable ApiAnswer answer) {
		String server = "Langfuse at " + this.client.host() + " ";
		String description = (answer != null) ? Escape.line(answer.describe(), MAX_MESSAGE) : "did not answer";
		boolean absent = answer != null && (answer.isSuccess() || answer.status() == 404 || answer.status() == 405);
		return new LangfuseApiException(
				"noRegressionAgainst: " + server + description + (absent
						? ". It shows no runs of experiments, which needs Langfuse 4. Name the report of a former run "
								+ "instead, such as noRegressionAgainst = \"file:baseline/experiment-rag.json\""
						: ""),
				(answer != null) ? answer.status() : 0);
	}

	private static Instant instant(String text) {
		try {
			return Instant.parse(text);
		}
		catch (DateTimeParseException ex) {
			return Instant.EPOCH;
		}
	}

	/**
	 * A run as the server lists it.
	 *
	 * @param id its id
	 * @param name its name
	 * @param started when it began
	 */
	record FormerRun(String id, String name, Instant started) {

	}

}
