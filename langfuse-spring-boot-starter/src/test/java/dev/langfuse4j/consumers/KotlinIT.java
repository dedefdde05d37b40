/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.consumers;

import java.util.List;

import dev.langfuse4j.consumers.Consumer.Run;
import dev.langfuse4j.consumers.TraceSink.Span;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application in Kotlin, with coroutines.
 */
class KotlinIT {

	private final Consumer consumer = new Consumer("kotlin");

	@Test
	void coroutinesMakeOneTree() throws Exception {
		assertTree();
	}

	@Test
	void coroutinesMakeTheSameTreeWhenTheyAreWoven() throws Exception {
		assertTree(this.consumer.agent());
	}

	private void assertTree(String... options) throws Exception {
		try (TraceSink sink = new TraceSink()) {
			Run run = this.consumer.run(JavaHome.running(), sink.environment(), options);
			assertThat(run.exitCode()).as(run.output()).isZero();
			assertThat(run.troubles()).as(run.output()).isEmpty();
			assertThat(run.output())
				.contains("answer Answer(texts=[a, bb, c, d, 012, 01, cannot say why, null, null, 1, 2])");
			List<Span> spans = sink.langfuseSpans();
			Span outer = span(spans, "outer");
			assertThat(outer.parentId()).isNull();
			assertThat(spans).extracting(Span::traceId).containsOnly(outer.traceId());
			assertThat(below(spans, outer)).containsExactlyInAnyOrder("suspending", "suspendingOnIo", "blocking",
					"blockingOnIo", "parallel", "parallel", "flowing", "suspendingFlow", "failing", "slow", "nothing",
					"byId", "visits", "total", "attempt");
			assertThat(below(spans, span(spans, "suspending"))).containsExactly("deepest");
			assertThat(below(spans, span(spans, "suspendingOnIo"))).containsExactly("deepBlocking");
			assertThat(below(spans, span(spans, "flowing"))).containsExactly("deepInFlow", "deepInFlow", "deepInFlow");
			assertThat(spans).hasSize(21).allSatisfy((each) -> {
				assertThat(each.attribute("user.id")).isEqualTo("ada");
				assertThat(each.attribute("session.id")).isEqualTo("c-1");
				assertThat(each.json().toString()).contains("{\"stringValue\":\"vip\"},{\"stringValue\":\"beta\"}");
			});
			assertThat(outer.attribute("langfuse.observation.input"))
				.isEqualTo("{\"question\":{\"text\":\"why\",\"topK\":3}}");
			assertThat(outer.attribute("langfuse.observation.output")).startsWith("{\"texts\":[\"a\",\"bb\",");
			assertThat(span(spans, "deepest").attribute("langfuse.observation.output")).isEqualTo("aa");
			assertThat(span(spans, "flowing").attribute("langfuse.observation.output")).isEqualTo("012");
			assertThat(span(spans, "suspendingFlow").attribute("langfuse.observation.output")).isEqualTo("01");
			assertThat(span(spans, "nothing").attribute("langfuse.observation.input")).isNull();
			assertThat(span(spans, "nothing").attribute("langfuse.observation.output")).isNull();
			assertThat(span(spans, "failing").attribute("langfuse.observation.level")).isEqualTo("ERROR");
			assertThat(span(spans, "failing").attribute("langfuse.observation.status_message"))
				.isEqualTo("cannot say why");
			assertThat(span(spans, "slow").attribute("langfuse.observation.level")).isEqualTo("WARNING");
			assertThat(span(spans, "byId").attribute("langfuse.observation.input"))
				.isEqualTo("{\"id\":\"u-1\",\"visits\":4294967295}");
			assertThat(span(spans, "byId").attribute("langfuse.observation.output")).contains("\"id\":\"u-1\"",
					"\"visits\":4294967295", "\"friends\":[\"u-2\"]", "\"portrait\":\"<not evaluated>\"");
			assertThat(span(spans, "visits").attribute("langfuse.observation.output")).isEqualTo("4294967295");
			assertThat(span(spans, "total").attribute("langfuse.observation.output")).isEqualTo("4294967295");
			assertThat(span(spans, "attempt").attribute("langfuse.observation.output"))
				.isEqualTo("{\"type\":\"java.lang.IllegalStateException\",\"message\":\"cannot\"}");
		}
	}

	private static List<String> below(List<Span> spans, Span parent) {
		return spans.stream().filter((span) -> parent.id().equals(span.parentId())).map(Span::name).toList();
	}

	private static Span span(List<Span> spans, String name) {
		return spans.stream().filter((span) -> span.name().equals(name)).findFirst().orElseThrow();
	}

}
