/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.otlp.OtlpEncoder;
import dev.langfuse4j.export.otlp.ResourceAttributes;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.export.pipeline.Exporters;
import dev.langfuse4j.export.pipeline.ObservationMasking;
import dev.langfuse4j.http.LangfuseClients;
import dev.langfuse4j.http.ProjectLinks;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Consoles and requests without a web framework.
 */
final class TestConsoles {

	static final ConsoleSettings SETTINGS = new ConsoleSettings("/langfuse", 500, 32 << 20, false, Set.of(), null,
			Map.of());

	private TestConsoles() {
	}

	static Console console(ConsoleSettings settings) {
		ResourceAttributes resource = new ResourceAttributes("skillmatch", "1.4.0", "1.4.0", null);
		ProjectLinks links = new ProjectLinks(Map.of("default", URI.create("https://cloud.langfuse.com")));
		links.learned("default", "clx0");
		ExportPipeline pipeline = new ExportPipeline(ExportSettings.defaults(), ObservationMasking.none(),
				Exporters.of(), null, new OtlpEncoder(resource), new LangfuseClients(Map.of(), List::of));
		return new Console(settings, new ConsoleApplication(resource, true, 1.0, "Langfuse has no keys", () -> pipeline,
				links, (project) -> new OtlpEncoder(resource)), Schedulers.parallel());
	}

	static ConsoleSettings bounds(int maxTraces, long maxBytes) {
		return new ConsoleSettings("/langfuse", maxTraces, maxBytes, false, Set.of(), null, Map.of());
	}

	static JsonNode json(Console console, String path, String... parameters) {
		return JsonMapper.shared().readTree(get(console, path, parameters).body());
	}

	static ConsoleAnswer get(Console console, String path, String... parameters) {
		Request request = new Request(path);
		for (int i = 0; i < parameters.length; i += 2) {
			request.parameters.put(parameters[i], parameters[i + 1]);
		}
		return console.answer(request);
	}

	/**
	 * A request of this machine.
	 */
	static final class Request implements ConsoleRequest {

		private final String path;

		final Map<String, String> parameters = new LinkedHashMap<>();

		final Map<String, List<String>> headers = new LinkedHashMap<>();

		String method = "GET";

		@Nullable String host = "localhost:8080";

		@Nullable String remote = "127.0.0.1";

		boolean forwarded;

		boolean secure;

		Request(String path) {
			this.path = path;
		}

		Request header(String name, String value) {
			this.headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), (key) -> new ArrayList<>()).add(value);
			return this;
		}

		@Override
		public String method() {
			return this.method;
		}

		@Override
		public String path() {
			return this.path;
		}

		@Override
		public @Nullable String parameter(String name) {
			return this.parameters.get(name);
		}

		@Override
		public Collection<String> headerNames() {
			return this.headers.keySet();
		}

		@Override
		public List<String> headers(String name) {
			return this.headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
		}

		@Override
		public @Nullable String host() {
			return this.host;
		}

		@Override
		public @Nullable String remoteAddress() {
			return this.remote;
		}

		@Override
		public boolean isForwarded() {
			return this.forwarded;
		}

		@Override
		public boolean isSecure() {
			return this.secure;
		}

		@Override
		public int localPort() {
			return 8080;
		}

	}

}
