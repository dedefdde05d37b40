/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The configuration reference says what the metadata says.
 */
class ConfigurationReferenceTests {

	private static final Path REFERENCE = Path.of("..", "docs", "configuration.md");

	@Test
	void everyPropertyIsInTheReferenceWithDefaultAndDescription() throws IOException {
		List<String> expected = properties().map((property) -> {
			JsonNode defaultValue = property.path("defaultValue");
			String text = defaultValue.isArray()
					? defaultValue.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
					: defaultValue.asString("");
			String value = defaultValue.isMissingNode() ? "" : "`" + text + "`";
			return "| `" + property.path("name").asString() + "` | " + value + " | "
					+ property.path("description").asString() + " |";
		}).toList();
		List<String> rows = Files.readAllLines(REFERENCE)
			.stream()
			.filter((line) -> line.startsWith("| `langfuse.") && line.split("\\|").length > 3)
			.toList();
		assertThat(rows).containsExactlyInAnyOrderElementsOf(expected);
	}

	@Test
	void everyPropertyHasADescription() throws IOException {
		assertThat(properties()).allSatisfy(
				(property) -> assertThat(property.path("description").asString()).as(property.path("name").asString())
					.endsWith("."));
	}

	@Test
	void everyDurationTakesAPlainNumberOfSeconds() throws IOException {
		assertThat(properties().filter((property) -> property.path("type").asString().endsWith("Duration")))
			.isNotEmpty()
			.allSatisfy((property) -> assertThat(property.path("description").asString())
				.as(property.path("name").asString())
				.endsWith("A plain number is in seconds."));
	}

	private static Stream<JsonNode> properties() throws IOException {
		try (InputStream in = LangfuseProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			JsonNode metadata = JsonMapper.shared().readTree(in.readAllBytes());
			return metadata.path("properties")
				.valueStream()
				.filter((property) -> property.path("name").asString().startsWith("langfuse."));
		}
	}

}
