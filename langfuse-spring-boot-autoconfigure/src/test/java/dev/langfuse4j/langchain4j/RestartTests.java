/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.time.Duration;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Application contexts one after the other in one JVM, as devtools has them: LangChain4j
 * keeps the factory that it has found first, and AI services may outlive a context.
 */
class RestartTests extends ScriptedTestSupport {

	private final Blocking service = blocking(ScriptedModel.blocking((request) -> ScriptedModel.answer("hi")));

	@Test
	void serviceIsObservedByTheContextThatIsOpen() {
		this.service.ask("before any");
		for (String name : new String[] { "first", "second" }) {
			this.contextRunner.run((context) -> {
				this.service.ask(name);
				context.getBean(Langfuse.class).flush(Duration.ofSeconds(10));
			});
			this.service.ask("in between");
		}
		assertThat(this.server.spans()).extracting(Span::name)
			.containsExactlyInAnyOrder("Blocking.ask", "chat", "Blocking.ask", "chat");
		assertThat(named("Blocking.ask")).extracting((span) -> span.inputJson().at("/0/content").asString())
			.containsExactly("first", "second");
	}

	@Test
	void serviceIsObservedByTheContextInWhoseObservationItIsCalled() {
		this.contextRunner.withPropertyValues("langfuse.environment=outer")
			.run((outer) -> this.contextRunner.withPropertyValues("langfuse.environment=newer").run((newer) -> {
				Langfuse langfuse = outer.getBean(Langfuse.class);
				langfuse.observation("work").observe(() -> this.service.ask("hi"));
				langfuse.flush(Duration.ofSeconds(10));
				newer.getBean(Langfuse.class).flush(Duration.ofSeconds(10));
				assertThat(this.server.spans()).hasSize(3);
				assertThat(this.server.requests()).allMatch((request) -> request.text().contains("\"outer\""));
			}));
	}

}
