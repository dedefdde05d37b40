/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.langfuse4j.http.ApiAnswer;
import dev.langfuse4j.http.ApiRequest;
import dev.langfuse4j.http.LangfuseApiClient;
import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.http.LangfuseApiException;
import dev.langfuse4j.logging.Escape;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpMethod;
import org.springframework.util.Assert;

/**
 * The one implementation of {@link PromptAdmin}.
 */
final class DefaultPromptAdmin implements PromptAdmin {

	private static final String PROMPTS = "/api/public/v2/prompts";

	private static final String PROMPT = PROMPTS + "/{name}";

	private static final int NOT_FOUND = 404;

	private final LangfuseApiClients clients;

	private final Supplier<@Nullable String> project;

	private final Duration timeout;

	private final Supplier<JsonMapper> mapper;

	private final Consumer<String> changed;

	/**
	 * Creates an administration.
	 * @param clients the servers
	 * @param project finds the current project
	 * @param timeout the maximum time of a call
	 * @param mapper writes configurations
	 * @param changed is notified the name of each prompt that was changed, or may have
	 * been
	 */
	DefaultPromptAdmin(LangfuseApiClients clients, Supplier<@Nullable String> project, Duration timeout,
			Supplier<JsonMapper> mapper, Consumer<String> changed) {
		this.clients = clients;
		this.project = project;
		this.timeout = timeout;
		this.mapper = mapper;
		this.changed = changed;
	}

	@Override
	public PromptDraft text(String name, String template) {
		Assert.notNull(template, "A text is needed");
		ObjectNode body = body(name, "text");
		body.put("prompt", template);
		return new DefaultPromptDraft(this, body);
	}

	@Override
	public PromptDraft chat(String name, ChatPromptPart... template) {
		ObjectNode body = body(name, "chat");
		body.set("prompt", PromptJson.write(List.of(template)));
		return new DefaultPromptDraft(this, body);
	}

	private static ObjectNode body(String name, String type) {
		return JsonMapper.shared().createObjectNode().put("name", PromptKey.requireName(name)).put("type", type);
	}

	JsonNode json(@Nullable Object config) {
		return this.mapper.get().valueToTree(config);
	}

	int create(ObjectNode body) {
		String name = body.path("name").stringValue();
		JsonNode created = change(name, ApiRequest.of(HttpMethod.POST, PROMPTS).body(body));
		return created.path("version").asInt(0);
	}

	@Override
	public void moveLabels(String name, int version, String... labels) {
		ObjectNode body = JsonMapper.shared().createObjectNode();
		body.set("newLabels", DefaultPromptDraft.labelsOf(labels));
		change(name,
				ApiRequest
					.of(HttpMethod.PATCH, PROMPT + "/versions/{version}", PromptKey.requireName(name),
							PromptKey.requireVersion(version))
					.body(body));
	}

	@Override
	public void deleteVersion(String name, int version) {
		change(name, ApiRequest.of(HttpMethod.DELETE, PROMPT + "?version={version}", PromptKey.requireName(name),
				PromptKey.requireVersion(version)));
	}

	@Override
	public void deleteVersionLabelled(String name, String label) {
		change(name, ApiRequest.of(HttpMethod.DELETE, PROMPT + "?label={label}", PromptKey.requireName(name),
				PromptKey.requireLabel(label)));
	}

	@Override
	public void deleteAllVersions(String name) {
		change(name, ApiRequest.of(HttpMethod.DELETE, PROMPT, PromptKey.requireName(name)));
	}

	@Override
	public PromptPage list(PromptFilter filter) {
		StringBuilder template = new StringBuilder(PROMPTS + "?page={page}&limit={limit}");
		List<Object> variables = new ArrayList<>(List.of(filter.page(), filter.size()));
		parameter(template, variables, "name", filter.name());
		parameter(template, variables, "label", filter.label());
		parameter(template, variables, "tag", filter.tag());
		JsonNode answer = exchange("prompts", ApiRequest.of(HttpMethod.GET, template.toString(), variables.toArray()));
		JsonNode meta = answer.path("meta");
		return new PromptPage(answer.path("data").valueStream().map(PromptJson::readSummary).toList(), filter.page(),
				meta.path("totalPages").asInt(0), meta.path("totalItems").asInt(0));
	}

	private static void parameter(StringBuilder template, List<Object> variables, String name, @Nullable String value) {
		if (value != null) {
			template.append('&').append(name).append("={").append(name).append('}');
			variables.add(value);
		}
	}

	/**
	 * Sends a change and invalidates the prompt, whatever the response: the server may
	 * have applied the change.
	 */
	private JsonNode change(String name, ApiRequest request) {
		try {
			return exchange(PromptKey.describe(name), request);
		}
		finally {
			this.changed.accept(name);
		}
	}

	private JsonNode exchange(String what, ApiRequest request) {
		if (Schedulers.isInNonBlockingThread()) {
			throw new IllegalStateException("Calls of admin() block, and thread " + Thread.currentThread().getName()
					+ " must not block. Use a thread of Schedulers.boundedElastic().");
		}
		String project = this.project.get();
		LangfuseApiClient client = this.clients.find(project);
		if (client == null) {
			throw new PromptUnavailableException("The " + what + " cannot be administered: "
					+ (this.clients.isEmpty() ? this.clients.absence() : "the project in scope has no server") + ".");
		}
		ApiAnswer answer = client.exchange(request.timeout(this.timeout)).block();
		if (answer == null || !answer.isSuccess()) {
			throw refused(what, client, answer);
		}
		return answer.json();
	}

	private static RuntimeException refused(String what, LangfuseApiClient client, @Nullable ApiAnswer answer) {
		String problem = (answer != null) ? Escape.line(answer.describe(), 300) : "did not answer";
		String message = "The " + what + ": the server at " + client.host() + " " + problem + ".";
		int status = (answer != null) ? answer.status() : 0;
		return (status == NOT_FOUND) ? new PromptNotFoundException(message) : new LangfuseApiException(message, status);
	}

}
