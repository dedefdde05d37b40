/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.observation.ModelCall;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.observation.TraceState;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The console keeps the latest traces within its limits.
 */
class TraceStoreTests {

	private static final long START = 1_795_944_600_000_000_000L;

	@Test
	void oldestTracesGoFirstAndAsAWhole() {
		Console console = TestConsoles.console(TestConsoles.bounds(3, 1 << 20));
		for (int i = 0; i < 5; i++) {
			TraceState trace = trace(i);
			console.export(List.of(child(trace, "c", "a", "x"), root(trace, "x")));
		}
		JsonNode list = TestConsoles.json(console, "/api/traces");
		assertThat(ids(list)).containsExactly(id(4), id(3), id(2));
		assertThat(list.path("dropped").asInt()).isEqualTo(2);
		assertThat(list.path("traces"))
			.allSatisfy((trace) -> assertThat(trace.path("observationCount").asInt()).isEqualTo(2));
		// What comes late of a trace that is gone does not bring it back
		console.export(List.of(child(trace(0), "d", "a", "x")));
		assertThat(ids(TestConsoles.json(console, "/api/traces"))).doesNotContain(id(0));
	}

	@Test
	void latestChangeComesLast() {
		AtomicInteger changes = new AtomicInteger();
		TraceStore store = new TraceStore(3, 1 << 20, changes::incrementAndGet);
		store.export(List.of(root(trace(1), "x"), root(trace(2), "x"), child(trace(1), "b", "a", "x")));
		assertThat(changes).hasValue(1);
		assertThat(store.snapshot().traces()).extracting((trace) -> trace.key().id()).containsExactly(id(1), id(2));
		store.export(List.of(child(trace(1), "c", "a", "x")));
		assertThat(store.snapshot().traces()).extracting((trace) -> trace.key().id()).containsExactly(id(2), id(1));
		assertThat(store.find(key(1)).observations()).hasSize(3);
		assertThat(store.find(key(1)).revision()).isEqualTo(store.revision()).isEqualTo(3);
		assertThat(store.snapshot().bytes()).isEqualTo(store.find(key(1)).bytes() + store.find(key(2)).bytes());
		long before = store.revision();
		store.touch(Set.of(key(2), key(9)));
		assertThat(changes).hasValue(3);
		assertThat(store.find(key(2)).revision()).isEqualTo(before + 1);
		assertThat(store.revision()).isEqualTo(before + 1);
		assertThat(store.find(key(9))).isNull();
	}

	@Test
	void latestTraceIsKeptHoweverLargeItIs() {
		TraceStore store = new TraceStore(3, 1, () -> {
		});
		store.export(List.of(root(trace(1), "x")));
		store.export(List.of(root(trace(2), "x")));
		assertThat(store.snapshot().traces()).extracting((trace) -> trace.key().id()).containsExactly(id(2));
		assertThat(store.snapshot().dropped()).isEqualTo(1);
		assertThat(store.snapshot().withoutContent()).isEqualTo(1);
		assertThat(store.snapshot().bytes()).isEqualTo(store.find(key(2)).bytes());
	}

	@Test
	void removedTracesAreKnownForTheLatestRevisions() {
		TraceStore store = new TraceStore(1, 1 << 20, () -> {
		});
		store.export(List.of(root(trace(0), "x")));
		long first = store.revision();
		assertThat(store.snapshot().withoutContent()).isZero();
		assertThat(store.removedSince(first)).isEmpty();
		assertThat(store.removedSince(first + 1)).as("of another start").isNull();
		store.export(List.of(root(trace(1), "x")));
		assertThat(store.removedSince(first)).containsExactly(key(0));
		long second = store.revision();
		assertThat(store.removedSince(second)).isEmpty();
		for (int i = 2; i <= 1_001; i++) {
			store.export(List.of(root(trace(i), "x")));
		}
		assertThat(store.removedSince(second - 1)).as("one is forgotten").isNull();
		assertThat(store.removedSince(second)).hasSize(1_000);
	}

	@Test
	void projectsAreThoseThatHaveATrace() {
		TraceStore store = new TraceStore(9, 1 << 20, () -> {
		});
		store.export(List.of(root(trace(1), "x"), root(new TraceState(id(1), "trace", true, "b"), "x"),
				root(new TraceState(id(2), "trace", true, "c"), "x")));
		assertThat(store.projects(id(1))).containsExactly("b", "default");
		assertThat(store.projects(id(3))).isEmpty();
	}

	@Test
	void bytesAreBounded() {
		Console console = TestConsoles.console(TestConsoles.bounds(500, 100_000));
		for (int i = 0; i < 50; i++) {
			console.export(List.of(root(trace(i), "x".repeat(9_000))));
		}
		JsonNode state = TestConsoles.json(console, "/api/state");
		assertThat(state.path("bytes").asLong()).isBetween(50_000L, 100_000L);
		assertThat(state.path("traces").asInt() + state.path("dropped").asInt()).isEqualTo(50);
	}

	@Test
	void largeTraceIsKeptWithoutContent() {
		Console console = TestConsoles.console(TestConsoles.bounds(500, 100_000));
		TraceState trace = trace(1);
		for (int i = 0; i < 5; i++) {
			console.export(List.of(child(trace, "c" + i, "a", "x".repeat(9_000))));
		}
		console.export(List.of(root(trace, "question")));
		JsonNode whole = TestConsoles.json(console, "/api/traces/" + id(1));
		assertThat(whole.path("withoutContent").asBoolean()).isTrue();
		assertThat(whole.path("observationCount").asInt()).isEqualTo(6);
		assertThat(whole.path("observations")).noneMatch((each) -> each.has("input"));
		assertThat(TestConsoles.json(console, "/api/state").path("bytes").asLong()).isLessThan(25_000);
	}

	@Test
	void endlessTraceTakesNoMoreThanItsShare() {
		Console console = TestConsoles.console(TestConsoles.bounds(500, 100_000));
		TraceState trace = trace(1);
		for (int i = 0; i < 500; i++) {
			console.export(List.of(child(trace, "c" + i, "a", "x")));
		}
		console.export(List.of(root(trace, "question")));
		JsonNode summary = TestConsoles.json(console, "/api/traces").path("traces").path(0);
		assertThat(summary.path("observationCount").asInt() + summary.path("omitted").asInt()).isEqualTo(501);
		assertThat(summary.path("running").asBoolean(false)).isFalse();
		assertThat(TestConsoles.json(console, "/api/state").path("bytes").asLong()).isLessThan(27_000);
	}

	@Test
	void sameObservationAgainReplacesTheFirst() {
		Console console = TestConsoles.console(TestConsoles.SETTINGS);
		TraceState trace = trace(1);
		console.export(List.of(root(trace, "before")));
		console.export(List.of(root(trace, "after")));
		JsonNode whole = TestConsoles.json(console, "/api/traces/" + id(1));
		assertThat(whole.path("observations")).hasSize(1);
		assertThat(whole.at("/observations/0/input").asString()).isEqualTo("after");
	}

	@Test
	void traceOfTwoProjects() {
		Console console = TestConsoles.console(TestConsoles.SETTINGS);
		console.export(List.of(root(trace(1), "mine")));
		console.export(List.of(root(new TraceState(id(1), "trace", true, "tenant"), "theirs")));
		assertThat(ids(TestConsoles.json(console, "/api/traces"))).containsExactly(id(1), id(1));
		JsonNode mine = TestConsoles.json(console, "/api/traces/" + id(1));
		assertThat(mine.at("/observations/0/input").asString()).isEqualTo("mine");
		assertThat(mine.path("otherProjects").path(0).asString()).isEqualTo("tenant");
		JsonNode theirs = TestConsoles.json(console, "/api/traces/" + id(1), "project", "tenant");
		assertThat(theirs.at("/observations/0/input").asString()).isEqualTo("theirs");
	}

	@Test
	void parentsThatFormACircleAreShownAllTheSame() {
		Console console = TestConsoles.console(TestConsoles.SETTINGS);
		TraceState trace = trace(1);
		console.export(List.of(root(trace, "x"), child(trace, "b", "c", "x"), child(trace, "c", "b", "x")));
		assertThat(TestConsoles.json(console, "/api/traces/" + id(1)).path("observations")).hasSize(3);
	}

	@Test
	void deepTreesAreReadFromTheTop() {
		Console console = TestConsoles.console(TestConsoles.SETTINGS);
		TraceState trace = trace(1);
		List<ObservationData> all = new ArrayList<>();
		for (int i = 3_000; i > 0; i--) {
			all.add(child(trace, hex(i), (i == 1) ? "a" : hex(i - 1), "x"));
		}
		all.add(root(trace, "x"));
		console.export(all);
		JsonNode observations = TestConsoles.json(console, "/api/traces/" + id(1)).path("observations");
		assertThat(observations.path(0).path("id").asString()).isEqualTo("a");
		assertThat(observations.path(3_000).path("id").asString()).isEqualTo(hex(3_000));
		JsonNode subtree = TestConsoles.json(console, "/api/traces/" + id(1) + "/otlp", "observation", hex(2_999));
		assertThat(subtree.at("/resourceSpans/0/scopeSpans/0/spans")).hasSize(2);
	}

	private static String hex(int id) {
		return String.format("%016x", id);
	}

	@Test
	void changesSinceARevision() {
		Console console = TestConsoles.console(TestConsoles.bounds(2, 1 << 20));
		console.export(List.of(root(trace(1), "x")));
		console.export(List.of(root(trace(2), "x")));
		String since = TestConsoles.json(console, "/api/traces").path("revision").asString();
		console.export(List.of(root(trace(3), "x")));
		JsonNode changes = TestConsoles.json(console, "/api/traces", "since", since);
		assertThat(ids(changes)).containsExactly(id(3));
		assertThat(changes.path("removed")).hasSize(1);
		assertThat(changes.at("/removed/0/id").asString()).isEqualTo(id(1));
		// No longer what is looked for
		JsonNode others = TestConsoles.json(console, "/api/traces", "since", since, "filter", "level:error");
		assertThat(others.path("traces")).isEmpty();
		assertThat(others.path("removed")).hasSize(2);
		// From another start of the application
		assertThat(TestConsoles.json(console, "/api/traces", "since", "999").path("reset").asBoolean()).isTrue();
		assertThat(TestConsoles.get(console, "/api/traces", "since", "x").status()).isEqualTo(400);
	}

	@Test
	void forgottenRemovalsAreNotPassedOver() {
		Console console = TestConsoles.console(TestConsoles.bounds(1, 1 << 20));
		for (int i = 0; i < 1_500; i++) {
			console.export(List.of(root(trace(i), "x")));
		}
		JsonNode changes = TestConsoles.json(console, "/api/traces", "since", "1");
		assertThat(changes.path("reset").asBoolean()).isTrue();
		assertThat(ids(changes)).containsExactly(id(1_499));
	}

	private static List<String> ids(JsonNode list) {
		return list.path("traces").valueStream().map((trace) -> trace.path("id").asString()).toList();
	}

	private static TraceKey key(int number) {
		return new TraceKey("default", id(number));
	}

	private static String id(int number) {
		return String.format("%032x", number + 1);
	}

	private static TraceState trace(int number) {
		return new TraceState(id(number), "trace", true);
	}

	private static ObservationData root(TraceState trace, String input) {
		return observation(trace, "a", null, input);
	}

	private static ObservationData child(TraceState trace, String id, String parent, String input) {
		return observation(trace, id, parent, input);
	}

	private static ObservationData observation(TraceState trace, String id, String parent, String input) {
		long start = START + Long.parseLong(trace.traceId(), 16) * 1_000_000 + ((parent != null) ? 1 : 0);
		return new ObservationData(trace, id, parent, "name", ObservationType.SPAN, start, start + 5_000_000,
				ObservationLevel.DEFAULT, null, CapturedContent.text(input), null, Map.of(), ModelCall.NONE, null,
				TraceAttributes.NONE);
	}

}
