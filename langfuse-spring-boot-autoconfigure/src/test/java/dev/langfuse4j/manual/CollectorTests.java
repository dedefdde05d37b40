/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.manual;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of a Collector's configuration has only keys that the Collector's
 * documentation has: the READMEs of the OTLP receiver, the memory limiter, the OTLP/HTTP
 * exporter with its helper, and the file storage extension. Components that are used are
 * declared.
 */
class CollectorTests {

	private static final Map<String, Set<String>> DOCUMENTED = Map.of("extensions.file_storage",
			Set.of("directory", "timeout", "compaction", "create_directory"), "receivers.otlp",
			Set.of("protocols.http.endpoint", "protocols.grpc.endpoint"), "processors.memory_limiter",
			Set.of("check_interval", "limit_mib", "spike_limit_mib", "limit_percentage", "spike_limit_percentage"),
			"exporters.otlphttp",
			Set.of("endpoint", "traces_endpoint", "compression", "timeout", "headers.Authorization",
					"headers.x-langfuse-ingestion-version", "retry_on_failure.enabled",
					"retry_on_failure.initial_interval", "retry_on_failure.max_interval",
					"retry_on_failure.max_elapsed_time", "sending_queue.enabled", "sending_queue.num_consumers",
					"sending_queue.queue_size", "sending_queue.storage"));

	private static final List<String> KINDS = List.of("extensions", "receivers", "processors", "exporters");

	@Test
	void exampleHasDocumentedKeysOnly() throws IOException {
		assertThat(problems(read())).isEmpty();
	}

	@Test
	void mistakesAreFound() {
		Map<String, Object> configuration = new Yaml().load("""
				receivers:
				  otlp:
				    protocols: { http: { endpont: "localhost:4318" } }
				exporters:
				  otlphttp/langfuse: { sending_queue: { size: 5 } }
				service:
				  pipelines:
				    traces: { receivers: [otlp], exporters: [otlphttp] }
				""");
		assertThat(problems(configuration)).containsExactly("exporters.otlphttp is not declared",
				"exporters.otlphttp/langfuse: sending_queue.size", "receivers.otlp: protocols.http.endpont");
	}

	private static Map<String, Object> read() throws IOException {
		try (InputStream in = Files.newInputStream(Page.ROOT.resolve("docs/guides/collector.yaml"))) {
			return new Yaml().load(in);
		}
	}

	private static Set<String> problems(Map<String, Object> configuration) {
		Set<String> problems = new TreeSet<>();
		configuration.forEach((kind, components) -> map(components).forEach((name, settings) -> {
			String type = kind + "." + name.replaceFirst("/.*", "");
			if (type.equals("service.pipelines")) {
				map(settings).values().forEach((pipeline) -> used(map(pipeline), configuration, problems));
			}
			else if (type.equals("service.extensions")) {
				used(Map.of("extensions", settings), configuration, problems);
			}
			else {
				keys("", settings).stream()
					.filter((key) -> !DOCUMENTED.getOrDefault(type, Set.of()).contains(key))
					.forEach((key) -> problems.add(kind + "." + name + ": " + key));
			}
		}));
		return problems;
	}

	private static void used(Map<String, Object> parts, Map<String, Object> configuration, Set<String> problems) {
		parts.forEach((kind, names) -> {
			assertThat(KINDS).contains(kind);
			((List<?>) names).stream()
				.filter((name) -> !map(configuration.get(kind)).containsKey(name))
				.forEach((name) -> problems.add(kind + "." + name + " is not declared"));
		});
	}

	private static List<String> keys(String prefix, Object value) {
		if (!(value instanceof Map<?, ?>)) {
			return List.of(prefix);
		}
		List<String> keys = new ArrayList<>();
		map(value).forEach((key, inner) -> keys.addAll(keys(prefix.isEmpty() ? key : prefix + "." + key, inner)));
		return keys;
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> map(Object value) {
		return (value instanceof Map<?, ?> map) ? (Map<String, Object>) map : Map.of();
	}

}
