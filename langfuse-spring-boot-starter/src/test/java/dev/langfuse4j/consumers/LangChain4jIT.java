/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.consumers;

import java.util.List;
import java.util.Map;

import dev.langfuse4j.consumers.Consumer.Run;
import dev.langfuse4j.consumers.TraceSink.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with LangChain4j and without Spring AI, which says nothing of Langfuse
 * but its annotations.
 */
class LangChain4jIT {

	@Test
	void callsAreTraced() throws Exception {
		assertTraced("langchain4j");
	}

	@Test
	@EnabledIfSystemProperty(named = "consumers.other-versions", matches = "true")
	void callsAreTracedWithTheNewestCore() throws Exception {
		assertTraced("langchain4j-newest-core");
	}

	private static void assertTraced(String consumer) throws Exception {
		try (TraceSink sink = new TraceSink(); ModelStub model = new ModelStub()) {
			Map<String, String> environment = sink.environment();
			environment.put("MODEL_URL", model.url());
			Run run = new Consumer(consumer).run(JavaHome.running(), environment);
			assertThat(run.exitCode()).as(run.output()).isZero();
			assertThat(run.troubles()).as(run.output()).isEmpty();
			assertThat(run.output()).contains("answer It is cold");
			List<Span> spans = sink.langfuseSpans();
			for (String method : List.of("ask", "stream")) {
				Span root = span(spans, method);
				assertThat(root.parentId()).isNull();
				Span call = span(spans, "Assistant." + method);
				assertThat(call.parentId()).isEqualTo(root.id());
				assertThat(call.attribute("langfuse.observation.type")).isEqualTo("chain");
				assertThat(call.attribute("session.id")).isEqualTo(method.equals("ask") ? "c-1" : "c-2");
				assertThat(below(spans, call)).containsExactly("chat gpt-stub", "execute_tool weather",
						"chat gpt-stub");
				Span tool = spans.stream()
					.filter((span) -> call.id().equals(span.parentId()) && span.name().startsWith("execute_tool"))
					.findFirst()
					.orElseThrow();
				assertThat(tool.attribute("langfuse.observation.output")).isEqualTo("Oslo is cold");
				assertThat(below(spans, tool)).containsExactly("measure");
			}
			assertThat(spans).hasSize(12)
				.filteredOn((span) -> span.name().equals("chat gpt-stub"))
				.allSatisfy((span) -> assertThat(span.attribute("langfuse.observation.usage_details"))
					.isEqualTo("{\"input\":5,\"output\":3,\"total\":8}"));
		}
	}

	private static List<String> below(List<Span> spans, Span parent) {
		return spans.stream()
			.filter((span) -> parent.id().equals(span.parentId()))
			.sorted((first, second) -> first.json()
				.path("startTimeUnixNano")
				.asString()
				.compareTo(second.json().path("startTimeUnixNano").asString()))
			.map(Span::name)
			.toList();
	}

	private static Span span(List<Span> spans, String name) {
		return spans.stream().filter((span) -> span.name().equals(name)).findFirst().orElseThrow();
	}

}
