/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.langfuse4j.http.ApiAnswer;
import dev.langfuse4j.http.ApiRequest;
import dev.langfuse4j.http.LangfuseApiClient;
import dev.langfuse4j.http.RetryAfter;
import dev.langfuse4j.logging.Escape;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpMethod;

/**
 * Links the traces of items to the run, as far as the server needs that: servers of
 * version 4 find out by the attributes of the observations, those of version 3 are told
 * of each item. The first items find out which it is. Thread-safe.
 */
final class RunLinks {

	private static final Log logger = LogFactory.getLog(RunLinks.class);

	private static final int ATTEMPTS = 3;

	private static final int MAX_MESSAGE = 300;

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final Duration MAX_BACKOFF = Duration.ofSeconds(20);

	/**
	 * After as many items that the server does not know, it is taken for one that has no
	 * such endpoint.
	 */
	private static final int UNKNOWN_ITEMS = 3;

	private final LangfuseApiClient client;

	private final RunDefinition definition;

	private final Map<String, String> metadata;

	private final String computed;

	private final Set<CompletableFuture<?>> pending = ConcurrentHashMap.newKeySet();

	private final AtomicInteger failed = new AtomicInteger();

	private int unknownItems;

	private boolean decided;

	/**
	 * The id that the server has given, if it wants to know of each item.
	 */
	private volatile @Nullable String asked;

	RunLinks(LangfuseApiClient client, RunDefinition definition, Map<String, String> metadata, String computed) {
		this.client = client;
		this.definition = definition;
		this.metadata = metadata;
		this.computed = computed;
	}

	/**
	 * Returns the id of the run as it is known.
	 */
	String runId() {
		String known = this.asked;
		return (known != null) ? known : this.computed;
	}

	/**
	 * Links an item. Waits for the server only as long as nothing is known of it.
	 * @return the id of the run
	 */
	String link(String itemId, String traceId, String observationId) {
		if (decide(itemId, traceId, observationId) || this.asked == null) {
			return runId();
		}
		CompletableFuture<?> link = exchange(itemId, traceId, observationId).map((answer) -> {
			if (!answer.isSuccess()) {
				warn(answer);
			}
			return answer.isSuccess();
		}).toFuture();
		this.pending.add(link);
		link.whenComplete((linked, error) -> this.pending.remove(link));
		return runId();
	}

	/**
	 * Waits for what the server is being told.
	 * @return whether it knows all that it wants to know
	 */
	boolean await(Duration timeout) {
		try {
			CompletableFuture.allOf(this.pending.toArray(CompletableFuture[]::new))
				.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
			return this.failed.get() == 0;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		catch (ExecutionException | TimeoutException ex) {
			return false;
		}
	}

	/**
	 * Finds out what the server wants by linking this item.
	 * @return whether this item is done with
	 */
	private synchronized boolean decide(String itemId, String traceId, String observationId) {
		if (this.decided) {
			return false;
		}
		ApiAnswer answer = exchange(itemId, traceId, observationId).block();
		if (answer == null) {
			return true;
		}
		if (answer.isSuccess()) {
			String given = answer.json().path("datasetRunId").asString("");
			this.asked = (given.isEmpty() || given.equals(this.computed)) ? null : given;
			this.decided = true;
			if (this.asked != null) {
				this.failed.addAndGet(this.unknownItems);
			}
		}
		else if (answer.status() == 404 && ++this.unknownItems < UNKNOWN_ITEMS) {
			// Perhaps the item was archived
			return true;
		}
		else {
			this.decided = true;
			if (!isWithoutEndpoint(answer)) {
				warn(answer);
			}
		}
		return true;
	}

	private static boolean isWithoutEndpoint(ApiAnswer answer) {
		return answer.status() == 404 || answer.status() == 405 || answer.status() == 410;
	}

	private void warn(ApiAnswer answer) {
		if (this.failed.getAndIncrement() == 0) {
			logger.warn("Items of the run '" + Escape.line(this.definition.runName(), MAX_MESSAGE)
					+ "' may not be linked to it: the Langfuse server at " + this.client.host() + " "
					+ Escape.line(answer.describe(), MAX_MESSAGE));
		}
	}

	private Mono<ApiAnswer> exchange(String itemId, String traceId, String observationId) {
		ApiRequest request = ApiRequest.of(HttpMethod.POST, "/api/public/dataset-run-items")
			.timeout(TIMEOUT)
			.body(body(itemId, traceId, observationId));
		return attempt(request, 1);
	}

	private Mono<ApiAnswer> attempt(ApiRequest request, int number) {
		return this.client.exchange(request).flatMap((answer) -> {
			if (!answer.isTransient() || number == ATTEMPTS) {
				return Mono.just(answer);
			}
			Duration asked = RetryAfter.read(answer.headers(), Instant.now());
			Duration backoff = (asked != null) ? asked : Duration.ofMillis(300L * number);
			return Mono.delay((backoff.compareTo(MAX_BACKOFF) > 0) ? MAX_BACKOFF : backoff)
				.then(attempt(request, number + 1));
		});
	}

	/**
	 * No other key may be there.
	 */
	private ObjectNode body(String itemId, String traceId, String observationId) {
		ObjectNode body = JsonMapper.shared().createObjectNode();
		body.put("runName", this.definition.runName());
		if (this.definition.description() != null) {
			body.put("runDescription", this.definition.description());
		}
		if (!this.metadata.isEmpty()) {
			ObjectNode values = body.putObject("metadata");
			this.metadata.forEach(values::put);
		}
		body.put("datasetItemId", itemId);
		body.put("traceId", traceId);
		body.put("observationId", observationId);
		return body;
	}

}
