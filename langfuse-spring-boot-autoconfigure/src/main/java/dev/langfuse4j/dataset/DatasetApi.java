/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.time.Duration;
import java.time.Instant;

import dev.langfuse4j.http.ApiAnswer;
import dev.langfuse4j.http.ApiRequest;
import dev.langfuse4j.http.LangfuseApiClient;
import dev.langfuse4j.http.RetryAfter;
import dev.langfuse4j.logging.Escape;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Sends requests about datasets. A call takes no longer than its time-out, retries
 * included.
 */
final class DatasetApi {

	static final String DATASETS = "/api/public/v2/datasets";

	static final String ITEMS = "/api/public/dataset-items";

	private static final Duration PAUSE = Duration.ofMillis(100);

	private static final int MAX_DOUBLINGS = 6;

	private static final int MAX_MESSAGE = 300;

	private static final int CONFLICT = 409;

	private final Duration timeout;

	private final int retries;

	DatasetApi(Duration timeout, int retries) {
		this.timeout = timeout;
		this.retries = retries;
	}

	Duration timeout() {
		return this.timeout;
	}

	/**
	 * Sends a request, which does the same however often it is sent. A conflict is one
	 * with somebody who changes the same item at the same time.
	 * @return the last answer; never an error
	 */
	Mono<ApiAnswer> exchange(LangfuseApiClient client, ApiRequest request) {
		return exchange(client, request, System.nanoTime() + this.timeout.toNanos(), 0);
	}

	private Mono<ApiAnswer> exchange(LangfuseApiClient client, ApiRequest request, long end, int sentBefore) {
		Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
		return client.exchange(request.timeout(left)).flatMap((answer) -> {
			Duration pause = pause(answer, sentBefore);
			if (sentBefore >= this.retries || !isRetryable(answer) || end - System.nanoTime() - pause.toNanos() <= 0) {
				return Mono.just(answer);
			}
			return Mono.delay(pause, Schedulers.parallel())
				.flatMap((tick) -> exchange(client, request, end, sentBefore + 1));
		});
	}

	private static boolean isRetryable(ApiAnswer answer) {
		return answer.isTransient() || (answer.kind() == ApiAnswer.Kind.ANSWERED && answer.status() == CONFLICT);
	}

	private static Duration pause(ApiAnswer answer, int sentBefore) {
		Duration wanted = RetryAfter.read(answer.headers(), Instant.now());
		Duration own = PAUSE.multipliedBy(1L << Math.min(sentBefore, MAX_DOUBLINGS));
		return (wanted != null && wanted.compareTo(own) > 0) ? wanted : own;
	}

	/**
	 * Whether the server says that it has not got what was asked for: a proxy in front of
	 * it, or a server of something else, says so in words of its own.
	 */
	static boolean isNotFound(ApiAnswer answer) {
		return answer.kind() == ApiAnswer.Kind.ANSWERED && answer.status() == 404
				&& answer.json().path("message").isString() && answer.json().path("error").isString();
	}

	/**
	 * Describes a failure and how to mend it, without any content.
	 */
	static String describe(LangfuseApiClient client, ApiAnswer answer) {
		String hint = switch (answer.status()) {
			case 400 -> ". If the dataset has a schema, check that each item follows it";
			case 401, 403 -> ". Check the keys of the project";
			case 404, 405 ->
				". A proxy in front of it may reject '%2F' in a path, or langfuse.base-url leads elsewhere";
			case 409 -> ". Another request changes it at the same time. Try again";
			case 413 -> ". It is too large for the server";
			case 429 -> retryHint(answer);
			default -> "";
		};
		return "the server at " + client.host() + " " + Escape.line(answer.describe(), MAX_MESSAGE) + hint + ".";
	}

	private static String retryHint(ApiAnswer answer) {
		Duration wanted = RetryAfter.read(answer.headers(), Instant.now());
		return (wanted != null)
				? ". The server requests a delay of " + wanted.toSeconds() + " seconds, see langfuse.datasets.timeout"
				: ". Too many requests: try again later";
	}

}
