/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import dev.langfuse4j.http.ApiAnswer;
import dev.langfuse4j.http.ApiRequest;
import dev.langfuse4j.http.LangfuseApiClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpMethod;
import org.springframework.util.Assert;

/**
 * Writes datasets and items.
 */
final class DatasetWriter {

	private static final int MAX_ID = 255;

	private final ServerDatasets server;

	private final DatasetValues values;

	DatasetWriter(ServerDatasets server, DatasetValues values) {
		this.server = server;
		this.values = values;
	}

	/**
	 * Saves a dataset.
	 * @param project the project that was named, or {@code null} for that in scope
	 * @param body what is sent as it is, with the name
	 * @param content what is redacted and masked before
	 * @return the id of the dataset
	 */
	String saveDataset(@Nullable String project, ObjectNode body, Map<String, ?> content) {
		String what = "The dataset '" + body.path("name").asString() + "'";
		LangfuseApiClient client = client(what, project);
		merge(what, body, content);
		ApiAnswer answer = this.server.call(client, ApiRequest.of(HttpMethod.POST, DatasetApi.DATASETS).body(body));
		return ServerDatasets.requireSuccess(what, client, answer).path("id").asString("");
	}

	/**
	 * Saves an item. It has an id before it is sent, so that there is one item however
	 * often it is sent.
	 * @param project the project that was named, or {@code null} for that in scope
	 * @param body what is sent as it is, with the name of the dataset
	 * @param content what is redacted and masked before
	 * @return the id of the item
	 */
	String saveItem(@Nullable String project, ObjectNode body, Map<String, ?> content) {
		String dataset = body.path("datasetName").asString();
		if (!body.has("id")) {
			body.put("id", UUID.randomUUID().toString());
		}
		String id = body.path("id").asString();
		String what = "The item '" + id + "' of the dataset '" + dataset + "'";
		LangfuseApiClient client = client(what, project);
		merge(what, body, content);
		if (body.toString().getBytes(StandardCharsets.UTF_8).length > DatasetValues.MAX_BYTES) {
			throw DatasetValues.tooLarge(what);
		}
		ApiAnswer answer = this.server.call(client, ApiRequest.of(HttpMethod.POST, DatasetApi.ITEMS).body(body));
		if (DatasetApi.isNotFound(answer)) {
			throw new DatasetNotFoundException(what + " cannot be saved: Langfuse at " + client.host()
					+ " has no such dataset in this project, or another dataset has an item with this "
					+ "ID. Create the dataset, or use another ID.");
		}
		return ServerDatasets.requireSuccess(what, client, answer).path("id").asString(id);
	}

	void deleteItem(String id) {
		String what = "The item '" + requireId(id) + "'";
		LangfuseApiClient client = client(what, null);
		ApiAnswer answer = this.server.call(client, ApiRequest.of(HttpMethod.DELETE, DatasetApi.ITEMS + "/{id}", id));
		if (DatasetApi.isNotFound(answer)) {
			throw new DatasetNotFoundException(
					what + " cannot be deleted: Langfuse at " + client.host() + " has no such item in this project.");
		}
		ServerDatasets.requireSuccess(what, client, answer);
	}

	/**
	 * Within a path, two dots would lead to another resource.
	 */
	static String requireId(String id) {
		Assert.isTrue(id != null && !id.isBlank() && id.length() <= MAX_ID && !id.equals(".") && !id.equals(".."),
				"The id of an item has 1 to 255 characters");
		return id;
	}

	private LangfuseApiClient client(String what, @Nullable String project) {
		ServerDatasets.requireBlocking();
		return this.server.client(what, project);
	}

	private void merge(String what, ObjectNode body, Map<String, ?> content) {
		if (!content.isEmpty()) {
			JsonNode written = this.values.write(what, content);
			written.propertyStream().forEach((part) -> body.set(part.getKey(), part.getValue()));
		}
	}

}
