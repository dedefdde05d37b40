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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

/**
 * The example of a Collector's configuration has only keys that the Collector's
 * documentation has: the READMEs of the OTLP receiver, the memory limiter, the OTLP/HTTP
 * exporter with its helper, and the file storage extension. Components that are used are
 * declared. The sizes of the guide are defaults of this library and measurements of the
 * performance page.
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

	/**
	 * {@code ConfigurationReferenceTests} compares the configuration page with the code.
	 */
	@Test
	void sizesOfTheGuideAreTheDefaults() {
		String guide = text("docs/guides/collector.md");
		int queue = number(setting("langfuse.export.max-queue-size"));
		int batch = number(setting("langfuse.flush-at"));
		int interval = number(setting("langfuse.flush-interval"));
		String bytes = setting("langfuse.export.max-queue-bytes");
		double request = number(setting("langfuse.export.max-batch-bytes").replace("B", "")) / 1e6;
		assertThat(guide).contains("max-queue-bytes: " + bytes)
			.contains("at most `max-queue-bytes`, " + bytes.replace("MB", " MB"))
			.contains("up to " + batch + " observations, and up to " + request + " MB before compression")
			.contains("default queue of " + String.format(Locale.ROOT, "%,d", queue) + " observations bridges | "
					+ queue / 1_000 + " s at 1,000 observations per second")
			.contains("*n·r/" + batch + "* or more requests")
			.contains("`langfuse.flush-interval`, " + interval + " s")
			.contains("at least " + 40 / interval + " requests");
	}

	@Test
	void measurementsOfTheGuideAreThoseOfThePerformancePage() {
		String guide = text("docs/guides/collector.md");
		String performance = text("docs/performance.md");
		double kilobytes = number(found("about ([\\d,]+) bytes with gzip", guide)) / 1e3;
		double uncompressed = Double.parseDouble(found("with gzip, ([\\d.]+) kB without", guide));
		assertThat(guide).contains("*n·r·" + kilobytes + "* kB per second")
			.contains("*t·n·r·" + uncompressed + "* kB")
			.contains("40 instances with 50 observations per second are 2,000 observations")
			.contains(Math.round(2_000 * kilobytes / 100) / 10.0 + " MB per second")
			.contains("an outage of an hour needs " + Math.round(3_600 * 2_000 * uncompressed / 1e6) + " GB");
		assertThat(performance).contains("| wire bytes | protobuf bytes | lost |");
		Matcher sizes = Pattern.compile("\\| `@Observe` \\|.* ([\\d,]+) \\| ([\\d,]+) \\| 0 %").matcher(performance);
		assertThat(sizes.find()).isTrue();
		assertThat(number(sizes.group(1)) / 1e3).isCloseTo(kilobytes, withinPercentage(10));
		assertThat(number(sizes.group(2)) / 1e3).isCloseTo(uncompressed, withinPercentage(10));
		assertThat(found("delivers \\| about ([\\d,]+) per second", guide))
			.isEqualTo(found("limits delivery to about ([\\d,]+) observations", performance));
	}

	private static String text(String page) {
		return String.join("\n", Page.read(Page.ROOT.resolve(page)).lines());
	}

	private static String setting(String property) {
		return found(Pattern.quote("| `" + property + "` | `") + "([^`]+)`", text("docs/configuration.md"));
	}

	private static String found(String pattern, String text) {
		Matcher matcher = Pattern.compile(pattern).matcher(text);
		assertThat(matcher.find()).as(pattern).isTrue();
		return matcher.group(1);
	}

	private static int number(String text) {
		return Integer.parseInt(text.replace(",", ""));
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
