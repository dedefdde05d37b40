/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import dev.langfuse4j.http.ApiAnswer;
import dev.langfuse4j.http.ApiRequest;
import dev.langfuse4j.http.LangfuseApiClient;
import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.http.RetryAfter;
import dev.langfuse4j.logging.Escape;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * The prompts of the servers. One call takes no longer than its time-out, retries
 * included.
 */
final class ServerPrompts implements PromptSource {

	/**
	 * Larger than any prompt that a server takes.
	 */
	private static final int MAX_BODY = 4 * 1_048_576;

	private static final Duration PAUSE = Duration.ofMillis(100);

	private static final int MAX_MESSAGE = 200;

	private final LangfuseApiClients clients;

	private final Duration timeout;

	private final int retries;

	private final Supplier<Scheduler> timer;

	ServerPrompts(LangfuseApiClients clients, Duration timeout, int retries, Supplier<Scheduler> timer) {
		this.clients = clients;
		this.timeout = timeout;
		this.retries = retries;
		this.timer = timer;
	}

	@Override
	public Mono<Fetched> fetch(PromptKey key, @Nullable String etag) {
		LangfuseApiClient client = this.clients.find(key.project());
		if (client == null) {
			return Mono.just(new Fetched.Failed("is not configured"));
		}
		ApiRequest request = request(key).limit(MAX_BODY);
		if (etag != null) {
			request = request.header(HttpHeaders.IF_NONE_MATCH, etag);
		}
		long end = now() + this.timeout.toNanos();
		return exchange(client, request, end, this.retries).map((answer) -> read(key, client, answer));
	}

	private static ApiRequest request(PromptKey key) {
		String path = "/api/public/v2/prompts/{name}";
		return (key.label() != null) ? ApiRequest.of(HttpMethod.GET, path + "?label={label}", key.name(), key.label())
				: ApiRequest.of(HttpMethod.GET, path + "?version={version}", key.name(), key.version());
	}

	private Mono<ApiAnswer> exchange(LangfuseApiClient client, ApiRequest request, long end, int retriesLeft) {
		Duration left = Duration.ofNanos(Math.max(1, end - now()));
		return client.exchange(request.timeout(left)).flatMap((answer) -> {
			Duration pause = pause(answer);
			if (retriesLeft == 0 || !answer.isTransient() || end - now() - pause.toNanos() <= 0) {
				return Mono.just(answer);
			}
			return Mono.delay(pause, this.timer.get())
				.flatMap((tick) -> exchange(client, request, end, retriesLeft - 1));
		});
	}

	private static Duration pause(ApiAnswer answer) {
		Duration wanted = RetryAfter.read(answer.headers(), Instant.now());
		return (wanted != null && wanted.compareTo(PAUSE) > 0) ? wanted : PAUSE;
	}

	private static Fetched read(PromptKey key, LangfuseApiClient client, ApiAnswer answer) {
		if (answer.kind() == ApiAnswer.Kind.ANSWERED) {
			if (answer.status() == 304) {
				return new Fetched.NotModified();
			}
			if (answer.status() == 404 && isAnswerOfLangfuse(answer.json())) {
				return new Fetched.NotFound();
			}
			if (answer.isSuccess()) {
				PromptVersion prompt = PromptJson.read(answer.json());
				return (prompt != null) ? new Fetched.Found(prompt, answer.headers().getFirst(HttpHeaders.ETAG))
						: failed(client, answer, ", but the response does not contain a prompt");
			}
			if ((answer.status() == 404 || answer.status() == 400) && !isAnswerOfLangfuse(answer.json())) {
				return failed(client, answer,
						", but the response is not that of Langfuse" + (key.name().contains("/")
								? ": check whether a proxy rejects '%2F' in a path, and check langfuse.base-url"
								: ": check langfuse.base-url"));
			}
		}
		return failed(client, answer, switch (answer.status()) {
			case 401, 403 -> ": check the keys of the project";
			case 409 -> ": it refers to a prompt that does not exist or is not a text prompt";
			default -> "";
		});
	}

	private static Fetched failed(LangfuseApiClient client, ApiAnswer answer, String hint) {
		return new Fetched.Failed("at " + client.host() + " " + Escape.line(answer.describe(), MAX_MESSAGE) + hint);
	}

	/**
	 * Others answer with a page, or with JSON of their own.
	 */
	private static boolean isAnswerOfLangfuse(JsonNode json) {
		return json.path("message").isString() && json.path("error").isString()
				|| json.path("message").asString("").startsWith("Prompt not found");
	}

	private static long now() {
		return System.nanoTime();
	}

}
