/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.langfuse4j.http.ApiAnswer;
import dev.langfuse4j.http.ApiRequest;
import dev.langfuse4j.http.LangfuseApiClient;
import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.http.LangfuseApiException;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;

/**
 * Reads the datasets of the servers, and asks the servers on behalf of those who write
 * them.
 */
final class ServerDatasets implements DatasetSource {

	/**
	 * A power of two, so that half a page begins where a page does.
	 */
	private static final int PAGE_SIZE = 64;

	private static final int MAX_BODY = 16 * 1_048_576;

	private final LangfuseApiClients clients;

	private final Supplier<@Nullable String> project;

	private final DatasetApi api;

	/**
	 * Creates an access.
	 * @param clients the servers
	 * @param project finds the project in scope
	 * @param api sends requests
	 */
	ServerDatasets(LangfuseApiClients clients, Supplier<@Nullable String> project, DatasetApi api) {
		this.clients = clients;
		this.project = project;
		this.api = api;
	}

	@Override
	public RawDataset read(DatasetQuery query) {
		String what = "The dataset '" + query.name() + "'";
		LangfuseApiClient client = client(what, query.project());
		ApiAnswer answer = call(client, ApiRequest.of(HttpMethod.GET, DatasetApi.DATASETS + "/{name}", query.name()));
		if (DatasetApi.isNotFound(answer)) {
			throw new DatasetNotFoundException("Langfuse at " + client.host() + " has no dataset '" + query.name()
					+ "' in this project. Create it, or check the project and its keys.");
		}
		JsonNode dataset = requireSuccess(what, client, answer);
		String id = dataset.path("id").asString("");
		if (id.isEmpty()) {
			throw new LangfuseApiException(what + ": the server at " + client.host()
					+ " did not answer with a dataset. Check langfuse.base-url.", answer.status());
		}
		Instant version = (query.version() != null) ? query.version() : now(answer);
		List<RawDataset.Item> items = new Pages(what, client, query.name(), version, id).read();
		return new RawDataset(query.name(), id, dataset.path("projectId").asString(null), version, items);
	}

	/**
	 * A moment at which all that was saved before is visible, also where the clock of
	 * this machine is slow. The server's header has no fractions of a second.
	 */
	private static Instant now(ApiAnswer answer) {
		Instant own = Instant.now();
		long date = answer.headers().getFirstDate("Date");
		Instant server = (date > 0) ? Instant.ofEpochMilli(date).plusSeconds(1) : own;
		return (server.isAfter(own) ? server : own).truncatedTo(ChronoUnit.MILLIS);
	}

	/**
	 * The client of a project.
	 * @param what begins the message
	 * @param project the project that was named, or {@code null} for that in scope
	 */
	LangfuseApiClient client(String what, @Nullable String project) {
		String known = (project != null) ? project : this.project.get();
		LangfuseApiClient client = this.clients.find(known);
		if (client == null) {
			throw new DatasetUnavailableException(what + " is in Langfuse, but "
					+ (this.clients.isEmpty() ? this.clients.absence() : (known != null)
							? "the project '" + known + "' has no server" : "no project is in scope that is configured")
					+ ".");
		}
		return client;
	}

	ApiAnswer call(LangfuseApiClient client, ApiRequest request) {
		requireBlocking();
		ApiAnswer answer = this.api.exchange(client, request.limit(MAX_BODY)).block();
		if (answer == null) {
			throw new IllegalStateException("A call ends with an answer");
		}
		return answer;
	}

	Duration timeout() {
		return this.api.timeout();
	}

	static void requireBlocking() {
		if (Schedulers.isInNonBlockingThread()) {
			throw new IllegalStateException("Calls of datasets block, and thread " + Thread.currentThread().getName()
					+ " must not block. Use a thread of Schedulers.boundedElastic().");
		}
	}

	static JsonNode requireSuccess(String what, LangfuseApiClient client, ApiAnswer answer) {
		if (!answer.isSuccess()) {
			throw new LangfuseApiException(what + ": " + DatasetApi.describe(client, answer), answer.status());
		}
		return answer.json();
	}

	/**
	 * Reads the items of a dataset page by page, and fails where it has not got all.
	 */
	private final class Pages {

		private final String what;

		private final LangfuseApiClient client;

		private final String dataset;

		private final Instant version;

		private final String datasetId;

		private final Map<String, RawDataset.Item> items = new LinkedHashMap<>();

		private int size = PAGE_SIZE;

		private int page = 1;

		Pages(String what, LangfuseApiClient client, String dataset, Instant version, String datasetId) {
			this.what = what;
			this.client = client;
			this.dataset = dataset;
			this.version = version;
			this.datasetId = datasetId;
		}

		List<RawDataset.Item> read() {
			int total = -1;
			boolean more = true;
			while (more) {
				ApiAnswer answer = call(this.client,
						ApiRequest.of(HttpMethod.GET,
								DatasetApi.ITEMS + "?datasetName={name}&version={version}&page={page}&limit={limit}",
								this.dataset, this.version.toString(), this.page, this.size));
				if (answer.kind() == ApiAnswer.Kind.TOO_LARGE && this.size > 1) {
					// The half of a page: the same place in twice as many pages
					this.size /= 2;
					this.page = 2 * this.page - 1;
					continue;
				}
				JsonNode json = requireSuccess(this.what, this.client, answer);
				JsonNode data = json.path("data");
				data.forEach(this::add);
				total = json.path("meta").path("totalItems").asInt(-1);
				more = data.size() == this.size && (total < 0 || this.items.size() < total);
				this.page++;
			}
			if (total >= 0 && total != this.items.size()) {
				throw incomplete("answered with " + this.items.size() + " of " + total + " items");
			}
			List<RawDataset.Item> oldestFirst = new ArrayList<>(this.items.values());
			Collections.reverse(oldestFirst);
			return oldestFirst;
		}

		private void add(JsonNode json) {
			String id = json.path("id").asString("");
			ItemOrigin origin = new ItemOrigin(this.datasetId, json.path("sourceTraceId").asString(null),
					json.path("sourceObservationId").asString(null));
			RawDataset.Item item = new RawDataset.Item("item '" + id + "' of the dataset '" + this.dataset + "'", id,
					json.path("input"), json.path("expectedOutput"), json.path("metadata"), origin);
			if (id.isEmpty() || this.items.put(id, item) != null) {
				throw incomplete("answered with an item that has no id or comes twice");
			}
		}

		private LangfuseApiException incomplete(String problem) {
			return new LangfuseApiException(this.what + " was not read as a whole: the server at " + this.client.host()
					+ " " + problem + ". Try again, perhaps with version(…).", 200);
		}

	}

}
