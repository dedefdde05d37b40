/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.testing.ExampleTraces;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The language in which traces are looked for.
 */
class TraceFilterTests {

	private final Console console = TestConsoles.console(TestConsoles.SETTINGS);

	@BeforeEach
	void export() {
		for (String name : List.of("chat", "duplicates", "error", "hostile", "running")) {
			this.console.export(ExampleTraces.read("trace-" + name + ".json"));
		}
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '\'', delimiter = '|', value = { "''|5", "'   '|5", "type:tool|chat,POST /chat",
			"type:TOOL|chat,POST /chat", "type:agent level:error|POST /chat", "level:warning|POST /chat",
			"-type:generation|nightly-import", "model:4o-MINI|chat", "user:mira|chat,match",
			"user:mira -is:duplicate|chat", "session:conv-42 name:match|match", "tag:beta|chat", "is:duplicate|match",
			"is:running|nightly-import", "is:error|POST /chat", ">2s|POST /chat", "<300ms|match", ">0.1m|''",
			"<1m >1s|chat,POST /chat", "tokens:>1000000|مساعد", "tokens:<140|match", "cost:>0.001|POST /chat",
			"cost:<0.001|''", "kotlin berlin|chat,match", "\"Ada Nowak, 8 years\"|match", "candidates-db|POST /chat",
			"0af7651916cd43dd|chat", "id:0af7|chat", "conv-42 -name:match|chat", "project:default|5",
			"project:other|''", "no-such:thing|''", "is:odd|''", "tokens:many|''", "<svg|مساعد", "\"|5", ":>|''" })
	void terms(String filter, String expected) {
		List<String> found = new ArrayList<>();
		JsonNode answer = TestConsoles.json(this.console, "/api/traces", "filter", filter);
		answer.path("traces").forEach((trace) -> found.add(trace.path("name").asString()));
		if (expected.equals("5")) {
			assertThat(found).hasSize(5);
			return;
		}
		List<String> names = expected.isEmpty() ? List.of() : List.of(expected.split(","));
		assertThat(found).hasSameSizeAs(names);
		names.forEach((name) -> assertThat(found).anyMatch((each) -> each.startsWith(name)));
	}

	@ParameterizedTest
	@CsvSource({ "2,2", "0,0", "100,5" })
	void limit(String limit, int found) {
		assertThat(TestConsoles.json(this.console, "/api/traces", "limit", limit).path("traces")).hasSize(found);
	}

}
