/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stand-in for the datasets of Langfuse: upserts that keep what is left out, pages that
 * begin with the newest item, states of former times, ids that are unique within the
 * project. What else is asked is answered as by {@link LangfuseServer}.
 */
public final class DatasetServer implements AutoCloseable {

	private static final int MAX_LIMIT = 100;

	private final LangfuseServer server = new LangfuseServer();

	private final Map<String, ObjectNode> datasets = new LinkedHashMap<>();

	/**
	 * Datasets by their ids, the oldest first.
	 */
	private final Map<String, ObjectNode> items = new LinkedHashMap<>();

	private Consumer<String> beforePage = (query) -> {
	};

	private Function<JsonNode, LangfuseServer.Answer> runItems = (body) -> LangfuseServer.Answer.of(404,
			"{\"message\":\"Not found\"}");

	public DatasetServer() {
		this.server.answerAllAs(this::answer);
	}

	public LangfuseServer server() {
		return this.server;
	}

	public String url() {
		return this.server.url();
	}

	/**
	 * The requests for anything but traces and scores, such as {@code GET /path?query}.
	 */
	public List<String> asked() {
		return this.server.requests()
			.stream()
			.filter((request) -> request.path().contains("/dataset"))
			.map((request) -> request.method() + " " + request.path())
			.toList();
	}

	/**
	 * Adds a dataset.
	 */
	public synchronized DatasetServer dataset(String name) {
		this.datasets.put(name,
				JsonMapper.shared()
					.createObjectNode()
					.put("id", "ds-" + name)
					.put("name", name)
					.put("projectId", "proj-1"));
		return this;
	}

	/**
	 * Adds an item.
	 * @param json what it has, such as {@code input}
	 */
	public synchronized DatasetServer item(String dataset, String id, String json) {
		ObjectNode item = (ObjectNode) JsonMapper.shared().readTree(json);
		put(dataset, item.put("id", id));
		return this;
	}

	/**
	 * Does something before each page of items is answered.
	 */
	public void beforePage(Consumer<String> action) {
		this.beforePage = action;
	}

	/**
	 * Answers so what links an item to a run.
	 */
	public void runItems(Function<JsonNode, LangfuseServer.Answer> answer) {
		this.runItems = answer;
	}

	public synchronized JsonNode item(String id) {
		ObjectNode item = this.items.get(id);
		return (item != null) ? item : JsonMapper.shared().missingNode();
	}

	public synchronized List<JsonNode> items(String dataset) {
		return this.items.values()
			.stream()
			.filter((item) -> item.path("datasetName").asString().equals(dataset))
			.map(JsonNode.class::cast)
			.toList();
	}

	@Override
	public void close() {
		this.server.close();
	}

	private synchronized LangfuseServer.Answer answer(LangfuseServer.Received request) {
		URI uri = URI.create(request.path());
		String path = uri.getRawPath();
		String route = request.method() + " " + path.replaceAll("^/api/public", "");
		if (route.equals("POST /v2/datasets")) {
			JsonNode body = request.json();
			dataset(body.path("name").asString());
			this.datasets.get(body.path("name").asString()).setAll((ObjectNode) body);
			return LangfuseServer.Answer.of(200, this.datasets.get(body.path("name").asString()).toString());
		}
		if (route.startsWith("GET /v2/datasets/")) {
			String name = path.substring("/api/public/v2/datasets/".length());
			if (name.contains("/")) {
				return LangfuseServer.Answer.of(404, "<!DOCTYPE html><title>404</title>");
			}
			ObjectNode dataset = this.datasets.get(URLDecoder.decode(name, StandardCharsets.UTF_8));
			return (dataset != null) ? LangfuseServer.Answer.of(200, dataset.toString())
					: notFound("Dataset not found");
		}
		if (route.equals("POST /dataset-run-items")) {
			return this.runItems.apply(request.json());
		}
		if (route.equals("POST /dataset-items")) {
			return post((ObjectNode) request.json());
		}
		if (route.startsWith("GET /dataset-items")) {
			return page(query(uri));
		}
		if (route.startsWith("DELETE /dataset-items/")) {
			String id = URLDecoder.decode(path.substring("/api/public/dataset-items/".length()),
					StandardCharsets.UTF_8);
			return (this.items.remove(id) != null) ? LangfuseServer.Answer.of(200, "{\"message\":\"deleted\"}")
					: notFound("Dataset item not found");
		}
		return LangfuseServer.Answer.of(200, "{}");
	}

	private LangfuseServer.Answer post(ObjectNode body) {
		String dataset = body.path("datasetName").asString();
		String id = body.path("id").asString("generated-" + this.items.size());
		if (!this.datasets.containsKey(dataset)) {
			return notFound("Dataset not found");
		}
		ObjectNode before = this.items.get(id);
		if (before != null && !before.path("datasetName").asString().equals(dataset)) {
			return notFound("Dataset item with id already exists in a dataset other than this");
		}
		return LangfuseServer.Answer.of(200, put(dataset, body.put("id", id)).toString());
	}

	private ObjectNode put(String dataset, ObjectNode changes) {
		ObjectNode item = this.items.computeIfAbsent(changes.path("id").asString(),
				(id) -> JsonMapper.shared().createObjectNode().put("status", "ACTIVE").put("id", id));
		item.setAll(changes);
		item.put("datasetName", dataset).put("datasetId", "ds-" + dataset);
		if (!item.has("validFrom")) {
			item.put("validFrom", Instant.now().toString());
		}
		return item;
	}

	private LangfuseServer.Answer page(Map<String, String> query) {
		this.beforePage.accept(query.toString());
		int page = Integer.parseInt(query.getOrDefault("page", "1"));
		int limit = Integer.parseInt(query.getOrDefault("limit", "50"));
		String dataset = query.get("datasetName");
		if (limit > MAX_LIMIT || page < 1 || (query.containsKey("version") && dataset == null)) {
			return LangfuseServer.Answer.of(400, "{\"message\":\"Invalid request data\",\"error\":[]}");
		}
		if (!this.datasets.containsKey(dataset)) {
			return notFound("Dataset not found");
		}
		Instant version = Instant.parse(query.getOrDefault("version", Instant.now().toString()));
		List<JsonNode> newestFirst = new ArrayList<>(items(dataset).stream()
			.filter((item) -> item.path("status").asString().equals("ACTIVE"))
			.filter((item) -> !Instant.parse(item.path("validFrom").asString()).isAfter(version))
			.toList());
		Collections.reverse(newestFirst);
		String data = newestFirst.stream()
			.skip((page - 1L) * limit)
			.limit(limit)
			.map(JsonNode::toString)
			.collect(Collectors.joining(","));
		return LangfuseServer.Answer.of(200, "{\"data\":[" + data + "],\"meta\":{\"page\":" + page + ",\"limit\":"
				+ limit + ",\"totalItems\":" + newestFirst.size() + "}}");
	}

	private static Map<String, String> query(URI uri) {
		return Arrays.stream(uri.getRawQuery().split("&"))
			.map((parameter) -> parameter.split("=", 2))
			.collect(Collectors.toMap((parameter) -> parameter[0],
					(parameter) -> URLDecoder.decode(parameter[1], StandardCharsets.UTF_8)));
	}

	private static LangfuseServer.Answer notFound(String message) {
		return LangfuseServer.Answer.of(404, "{\"message\":\"" + message + "\",\"error\":\"LangfuseNotFoundError\"}");
	}

}
