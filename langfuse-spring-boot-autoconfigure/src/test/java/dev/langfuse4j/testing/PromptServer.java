/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.Credentials;
import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.http.LangfuseClients;
import dev.langfuse4j.prompt.DefaultLangfusePrompts;
import dev.langfuse4j.prompt.LangfusePrompts;
import dev.langfuse4j.prompt.PromptSettings;
import dev.langfuse4j.prompt.TextPrompt;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.DefaultResourceLoader;

/**
 * A stand-in for Langfuse that has each prompt in version 7: those whose names begin with
 * {@code chat} are chat prompts with a placeholder.
 */
public final class PromptServer implements AutoCloseable {

	/**
	 * The answers by prompt: each of these is a template to somebody.
	 */
	public static final String BRACES = "Answer {\"city\": \"{name}\", \"n\": {}} of {{other}} <if(x)> {x.y} {{#if a}}";

	private final LangfuseServer server = new LangfuseServer();

	private final LangfuseClients clients = new LangfuseClients(
			Map.of("default", new Connection(URI.create(this.server.url()), () -> new Credentials("pk-lf-1", "sk-lf-1"),
					Duration.ofSeconds(5))),
			List::of);

	private final LangfusePrompts prompts = new DefaultLangfusePrompts(new LangfuseApiClients(this.clients, ""),
			(context) -> "default", new PromptSettings(Duration.ofMinutes(1), Duration.ofSeconds(5), 1, 100),
			JsonMapper::shared, new DefaultResourceLoader(), "classpath:/none/", Schedulers::parallel,
			System::nanoTime);

	public PromptServer() {
		String text = quoted(BRACES + " in {{city}}");
		this.server.answerAllWith((request) -> {
			String name = request.path().replaceAll(".*/prompts/([^?]*).*", "$1").replace("%2F", "/");
			return name.startsWith("chat") ? prompt(name, "chat",
					"[{\"role\":\"system\",\"content\":" + text + "},{\"type\":\"placeholder\",\"name\":\"history\"},"
							+ "{\"role\":\"user\",\"content\":\"{{question}}\"}]")
					: prompt(name, "text", text);
		});
	}

	public LangfusePrompts prompts() {
		return this.prompts;
	}

	/**
	 * Answers the next request with 404.
	 */
	public PromptServer without() {
		this.server.answer(404, "{\"message\":\"Prompt not found\",\"error\":\"LangfuseNotFoundError\"}");
		return this;
	}

	public TextPrompt fallback() {
		without();
		return this.prompts.text("missing").fallback("own").get();
	}

	@Override
	public void close() {
		this.clients.release();
		this.server.close();
	}

	/**
	 * The prompt and the version that a span is linked to.
	 */
	public static @Nullable String link(Span span) {
		String name = span.text("langfuse.observation.prompt.name");
		JsonNode version = span.attributes().get("langfuse.observation.prompt.version");
		return (name != null) ? name + " " + version.path("intValue").asString() : null;
	}

	private static String prompt(String name, String type, String prompt) {
		return "{\"name\":\"" + name + "\",\"version\":7,\"type\":\"" + type + "\",\"prompt\":" + prompt
				+ ",\"labels\":[\"production\"],\"tags\":[],\"config\":{\"model\":\"gpt-of-the-prompt\","
				+ "\"temperature\":0.5,\"topP\":1,\"max_tokens\":9,\"stop\":\"END\",\"top_k\":\"many\",\"x\":1}}";
	}

	private static String quoted(String text) {
		return JsonMapper.shared().writeValueAsString(text);
	}

}
