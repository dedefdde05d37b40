/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.Credentials;
import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.http.LangfuseClients;
import dev.langfuse4j.testing.LangfuseServer;
import org.junit.jupiter.api.AfterEach;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.DefaultResourceLoader;

/**
 * Prompts without a context: a real connection to a stand-in for the server, and a clock
 * that stands still.
 */
abstract class PromptsTestSupport {

	static final String NOT_FOUND = "{\"message\":\"Prompt not found: 'x' with label 'production'\","
			+ "\"error\":\"LangfuseNotFoundError\"}";

	final LangfuseServer server = new LangfuseServer();

	final AtomicLong clock = new AtomicLong(1_000);

	final AtomicReference<String> project = new AtomicReference<>("default");

	private final List<LangfuseClients> clients = new ArrayList<>();

	final List<String> results = new ArrayList<>();

	final Map<String, Connection> connections = new LinkedHashMap<>(
			Map.of("default", connection("default"), "acme", connection("acme")));

	PromptSettings settings = new PromptSettings(Duration.ofSeconds(60), Duration.ofSeconds(20), 1, 1_000);

	String location = "classpath:/no/such/directory/";

	@AfterEach
	void close() {
		this.clients.forEach(LangfuseClients::release);
		this.server.close();
	}

	Connection connection(String name) {
		return new Connection(URI.create(this.server.url()), () -> new Credentials("pk-lf-" + name, "sk-lf-" + name),
				Duration.ofSeconds(20));
	}

	DefaultLangfusePrompts prompts() {
		DefaultLangfusePrompts prompts = new DefaultLangfusePrompts(
				new LangfuseApiClients(clients(), "Langfuse has no keys"),
				(context) -> context.getOrDefault("project", this.project.get()), this.settings, JsonMapper::shared,
				new DefaultResourceLoader(), this.location, Schedulers::parallel, this.clock::get);
		prompts.listen((in, name, result) -> {
			synchronized (this.results) {
				this.results.add(in + " " + name + " " + result.value());
			}
		});
		return prompts;
	}

	private LangfuseClients clients() {
		LangfuseClients made = new LangfuseClients(this.connections, List::of);
		this.clients.add(made);
		return made;
	}

	void advance(Duration time) {
		this.clock.addAndGet(time.toNanos());
	}

	static String textPrompt(String name, int version, String text) {
		return "{\"name\":\"" + name + "\",\"version\":" + version + ",\"type\":\"text\",\"prompt\":\"" + text
				+ "\",\"config\":{\"model\":\"m\"},\"labels\":[\"production\",\"latest\"],\"tags\":[\"t\"],"
				+ "\"resolutionGraph\":null,\"isActive\":true}";
	}

}
