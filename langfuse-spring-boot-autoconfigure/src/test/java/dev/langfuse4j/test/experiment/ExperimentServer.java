/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Span;
import tools.jackson.databind.JsonNode;

/**
 * A Langfuse server of version 4 with one dataset, {@code team/qa}, and one former run of
 * it.
 */
final class ExperimentServer implements AutoCloseable {

	private static final String ITEM = "{\"id\":\"%s\",\"datasetId\":\"ds-1\",\"datasetName\":\"team/qa\","
			+ "\"status\":\"ACTIVE\",\"input\":{\"text\":\"%s\"},\"expectedOutput\":{\"value\":%s},\"metadata\":null}";

	private final LangfuseServer server = new LangfuseServer();

	ExperimentServer() {
		this.server.answerAllBy(ExperimentServer::body, ExperimentServer::status);
	}

	private static String body(LangfuseServer.Received request) {
		String path = request.path();
		if (path.startsWith("/api/public/v2/datasets/team%2Fqa")) {
			return "{\"id\":\"ds-1\",\"name\":\"team/qa\",\"projectId\":\"p-1\",\"metadata\":null}";
		}
		if (path.startsWith("/api/public/v2/datasets/")) {
			return "{\"message\":\"Dataset not found\",\"error\":\"LangfuseNotFoundError\"}";
		}
		if (path.startsWith("/api/public/dataset-items")) {
			// The latest first
			String items = ITEM.formatted("i-2", "20 + 22", 43) + "," + ITEM.formatted("i-1", "1 + 1", 2);
			return "{\"data\":[" + items + "],\"meta\":{\"page\":1,\"limit\":64,\"totalItems\":2,\"totalPages\":1}}";
		}
		if (path.startsWith("/api/public/dataset-run-items")) {
			return "{\"id\":\"x\",\"datasetRunId\":\"unknown\",\"datasetItemId\":\"i-1\"}";
		}
		if (path.startsWith("/api/public/experiments")) {
			return "{\"data\":[{\"id\":\"r-1\",\"name\":\"former\",\"datasetId\":\"ds-1\",\"itemCount\":2,"
					+ "\"startTime\":\"2026-01-01T00:00:00.000Z\"}],\"meta\":{}}";
		}
		if (path.startsWith("/api/public/experiment-items")) {
			return "{\"data\":[{\"experimentItemId\":\"i-1\",\"scores\":[{\"name\":\"exact\",\"value\":true}]},"
					+ "{\"experimentItemId\":\"i-2\",\"scores\":[{\"name\":\"exact\",\"value\":true}]}],\"meta\":{}}";
		}
		if (path.equals("/api/public/ingestion")) {
			List<String> successes = new ArrayList<>();
			request.json()
				.path("batch")
				.forEach((event) -> successes.add("{\"id\":\"" + event.path("id").asString() + "\",\"status\":201}"));
			return "{\"successes\":[" + String.join(",", successes) + "],\"errors\":[]}";
		}
		return "{}";
	}

	private static int status(LangfuseServer.Received request) {
		String path = request.path();
		if (path.startsWith("/api/public/v2/datasets/") && !path.startsWith("/api/public/v2/datasets/team%2Fqa")) {
			return 404;
		}
		return path.equals("/api/public/ingestion") ? 207 : 200;
	}

	String url() {
		return this.server.url();
	}

	/**
	 * Returns the settings that lead an application without Spring's files to the server.
	 */
	Map<String, String> configuration() {
		return Map.of("langfuse.base-url", url(), "langfuse.public-key", "pk-lf-1", "langfuse.secret-key", "sk-lf-1",
				"langfuse.flush-interval", "100ms");
	}

	List<String> paths() {
		return this.server.requests().stream().map(LangfuseServer.Received::path).toList();
	}

	List<Span> spans(String name) {
		return this.server.spans().stream().filter((span) -> span.name().equals(name)).toList();
	}

	List<JsonNode> scores() {
		return this.server.scores();
	}

	@Override
	public void close() {
		this.server.close();
	}

}
