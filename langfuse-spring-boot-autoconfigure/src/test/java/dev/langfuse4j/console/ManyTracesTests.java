/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.TraceState;
import dev.langfuse4j.testing.ExampleTraces;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The console keeps a large number of traces.
 */
class ManyTracesTests {

	private static final int TRACES = 5_000;

	@Test
	void listAndFilterOfThousands() {
		Console console = TestConsoles.console(TestConsoles.bounds(TRACES, 256 << 20));
		List<ObservationData> chat = ExampleTraces.read("trace-chat.json");
		for (int i = 0; i < TRACES; i++) {
			console.export(copy(chat, i));
		}
		JsonNode first = TestConsoles.json(console, "/api/traces", "limit", "1");
		assertThat(first.path("total").asInt()).isEqualTo(TRACES);
		long start = System.nanoTime();
		assertThat(TestConsoles.json(console, "/api/traces").path("traces")).hasSize(TRACES);
		assertThat(TestConsoles.json(console, "/api/traces", "filter", "type:tool nobody-says-this").path("traces"))
			.isEmpty();
		assertThat(TestConsoles.json(console, "/api/models").at("/models/0/calls").asInt()).isEqualTo(2 * TRACES);
		console.export(copy(chat, TRACES));
		JsonNode changes = TestConsoles.json(console, "/api/traces", "since", first.path("revision").asString());
		assertThat(changes.path("traces")).hasSize(1);
		assertThat(changes.path("removed")).hasSize(1);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
	}

	private static List<ObservationData> copy(List<ObservationData> trace, int number) {
		TraceState state = new TraceState(String.format("%032x", number + 1), "chat", true);
		List<ObservationData> copies = new ArrayList<>();
		for (ObservationData each : trace) {
			copies.add(new ObservationData(state, each.id(), each.parentId(), each.name(), each.type(),
					each.startTime(), each.endTime(), each.level(), each.statusMessage(), each.input(), each.output(),
					Map.copyOf(each.metadata()), each.modelCall(), each.version(), each.attributes()));
		}
		return copies;
	}

}
