/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.consumers;

import java.io.IOException;
import java.util.List;

import dev.langfuse4j.consumers.Consumer.Run;
import dev.langfuse4j.consumers.TraceSink.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with observed methods that no proxy can reach, woven in each way that
 * {@code docs/weaving.md} describes, and not woven.
 */
class WeavingIT {

	private final Consumer consumer = new Consumer("weaving");

	private TraceSink sink;

	@BeforeEach
	void startSink() throws IOException {
		this.sink = new TraceSink();
	}

	@AfterEach
	void stopSink() {
		this.sink.close();
	}

	@Test
	void withoutWeavingProxiesReachWhatTheyCanAndTheRestIsReported() throws Exception {
		Run run = assertEnded(this.consumer.run(JavaHome.running(), this.sink.environment()));
		assertThat(this.sink.langfuseSpans()).extracting(Span::name).containsExactlyInAnyOrder("work", "otherBean");
		assertThat(run.output()).contains("cannot be intercepted by a Spring proxy:")
			.contains("com.example.weaving.Work.hidden(String) is private")
			.contains("com.example.weaving.Work.shared(String) is static")
			.contains("com.example.weaving.Work.last(String) is final")
			.doesNotContain("NoBean");
	}

	@Test
	void executableJarIsWovenWhenItIsLoaded() throws Exception {
		assertWoven(this.consumer.run(JavaHome.running(), this.sink.environment(), this.consumer.agent()));
	}

	@Test
	void executableJarIsWovenWhenItIsLoadedOnTheNewestJdk() throws Exception {
		assertWoven(this.consumer.run(JavaHome.newest(), this.sink.environment(), this.consumer.agent()));
	}

	@Test
	void extractedJarIsWovenWhenItIsLoaded() throws Exception {
		assertWoven(this.consumer.runExtracted(JavaHome.running(), this.sink.environment(), this.consumer.agent()));
	}

	@Test
	void classesAreWovenByTheBuild() throws Exception {
		assertWoven(new Consumer("weaving-compiled").run(JavaHome.running(), this.sink.environment()));
	}

	private static Run assertEnded(Run run) {
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.troubles()).as(run.output()).isEmpty();
		return run;
	}

	private void assertWoven(Run run) {
		assertEnded(run);
		assertThat(run.output()).doesNotContain("cannot be intercepted by a Spring proxy");
		List<Span> spans = this.sink.langfuseSpans();
		assertThat(spans).as(run.output())
			.extracting(Span::name)
			.containsExactlyInAnyOrder("work", "hidden", "shared", "last", "onThis", "countDown", "countDown",
					"countDown", "tool", "own annotation", "noBean", "inLambda", "whole.first", "fail", "otherBean",
					"later");
		Span work = span("work");
		assertThat(work.parentId()).isNull();
		assertThat(spans).extracting(Span::traceId).containsOnly(work.traceId());
		assertThat(spans).filteredOn((span) -> work.id().equals(span.parentId())).hasSize(12);
		assertThat(span("inLambda").parentId()).isEqualTo(span("noBean").id());
		assertThat(span("hidden").attribute("langfuse.observation.input")).isEqualTo("{\"text\":\"a\"}");
		assertThat(span("shared").attribute("langfuse.observation.output")).isEqualTo("b");
		assertThat(span("later").attribute("langfuse.observation.output")).isEqualTo("j");
		assertThat(span("tool").attribute("langfuse.observation.type")).isEqualTo("tool");
		assertThat(span("fail").attribute("langfuse.observation.level")).isEqualTo("ERROR");
	}

	private Span span(String name) {
		return this.sink.langfuseSpans().stream().filter((span) -> span.name().equals(name)).findFirst().orElseThrow();
	}

}
