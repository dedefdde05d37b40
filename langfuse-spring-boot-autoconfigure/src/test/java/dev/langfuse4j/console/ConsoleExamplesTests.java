/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.langfuse4j.testing.ExampleTraces;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The console's answers are those of the examples, which the page is built on. With
 * {@code langfuse.test.approve} the examples are written anew.
 */
class ConsoleExamplesTests {

	private static final List<String> TRACES = List.of("trace-chat.json", "trace-duplicates.json", "trace-error.json",
			"trace-hostile.json", "trace-running.json");

	private static final Map<String, Map<String, Double>> PRICES = new LinkedHashMap<>(
			Map.of("gpt-4o-mini", Map.of("input", 0.15, "input_cached_tokens", 0.075, "output", 0.6),
					"text-embedding-3-small", Map.of("input", 0.02)));

	private final Console console = TestConsoles
		.console(new ConsoleSettings("/langfuse", 500, 32 << 20, false, Set.of(), null, PRICES));

	@BeforeEach
	void export() {
		for (String file : TRACES) {
			this.console.export(ExampleTraces.read(file));
			this.console.exportScores(ExampleTraces.scores(file));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "chat", "duplicates", "error", "hostile", "running" })
	void traces(String name) throws IOException {
		String file = "trace-" + name + ".json";
		String id = ExampleTraces.json(file).path("id").asString();
		assertIsExample(TestConsoles.json(this.console, "/api/traces/" + id), file);
	}

	/**
	 * The examples have more elements than there are here.
	 */
	@ParameterizedTest
	@CsvSource({ "traces,id", "sessions,id", "models,model" })
	void lists(String path, String key) throws IOException {
		ObjectNode example = (ObjectNode) ExampleTraces.json(path + ".json");
		Map<String, JsonNode> actual = new LinkedHashMap<>();
		TestConsoles.json(this.console, "/api/" + path)
			.path(path)
			.forEach((element) -> actual.put(element.path(key).asString(), element));
		ArrayNode merged = JsonMapper.shared().createArrayNode();
		example.path(path).forEach((element) -> {
			JsonNode own = actual.remove(element.path(key).asString());
			merged.add((own != null) ? own : element);
		});
		assertThat(actual).isEmpty();
		assertIsExample(example.deepCopy().set(path, merged), path + ".json");
	}

	@Test
	void session() throws IOException {
		assertIsExample(TestConsoles.json(this.console, "/api/session", "id", "conv-42"), "session.json");
	}

	@Test
	void wire() throws IOException {
		assertIsExample(
				TestConsoles.json(this.console, "/api/traces/0af7651916cd43dd8448eb211c80319c/wire/2a2b3c4d5e6f7082"),
				"wire.json");
	}

	@Test
	void markdown() throws IOException {
		String id = ExampleTraces.json("trace-duplicates.json").path("id").asString();
		String text = new String(TestConsoles.get(this.console, "/api/traces/" + id + ".md").body());
		Path file = file("trace.md");
		if (Boolean.getBoolean("langfuse.test.approve")) {
			Files.writeString(file, text);
		}
		assertThat(text).isEqualTo(Files.readString(file));
	}

	private static void assertIsExample(JsonNode answer, String name) throws IOException {
		if (Boolean.getBoolean("langfuse.test.approve")) {
			Files.writeString(file(name),
					JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(answer)
							+ "\n");
		}
		assertThat(answer).isEqualTo(JsonMapper.shared().readTree(Files.readAllBytes(file(name))));
	}

	private static Path file(String name) {
		return Path.of("src/test/resources/dev/langfuse4j/console", name);
	}

}
