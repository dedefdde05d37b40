/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import dev.langfuse4j.Langfuse;
import org.junit.jupiter.api.AfterEach;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs applications of a framework for models against a stand-in for the model, and shows
 * what a Langfuse server gets.
 */
public abstract class AiTestSupport {

	/**
	 * The usage of each answer of the stand-in for OpenAI.
	 */
	protected static final String USAGE = "usage={input:56,output:30,input_cached_tokens:64,total:150}";

	protected final LangfuseServer server = new LangfuseServer();

	protected final ModelServer models = new ModelServer();

	protected final ApplicationContextRunner contextRunner;

	private final Class<?> application;

	protected AiTestSupport(Class<?> application, AutoConfigurations autoConfigurations) {
		this.application = application;
		ModelServer models = this.models;
		this.contextRunner = new ApplicationContextRunner().withConfiguration(autoConfigurations)
			.withBean(ModelServer.class, () -> models, (definition) -> definition.setDestroyMethodName(""))
			.withPropertyValues(properties());
	}

	@AfterEach
	protected void close() {
		this.models.close();
		this.server.close();
	}

	protected final String[] properties() {
		return new String[] { "langfuse.base-url=" + this.server.url(), "langfuse.public-key=pk-lf-test",
				"langfuse.secret-key=sk-lf-test" };
	}

	protected void run(Consumer<ApplicationContext> code) {
		this.contextRunner.withUserConfiguration(this.application).run((context) -> {
			assertThat(context).hasNotFailed();
			code.accept(context);
		});
	}

	/**
	 * Returns all observations, once all parents have arrived.
	 */
	protected String tree(ApplicationContext context) {
		return SpanTree.of(spans(context));
	}

	/**
	 * Waits for all observations, since those of a stream may end after the caller has
	 * its answer.
	 */
	protected List<Span> spans(ApplicationContext context) {
		Langfuse langfuse = context.getBean(Langfuse.class);
		await().atMost(Duration.ofSeconds(10)).until(() -> {
			langfuse.flush(Duration.ofSeconds(10));
			List<Span> spans = this.server.spans();
			Set<String> ids = Set.copyOf(spans.stream().map(Span::id).toList());
			return !spans.isEmpty()
					&& spans.stream().allMatch((span) -> span.parentId() == null || ids.contains(span.parentId()))
					&& generations(spans).size() >= this.models.requests().size();
		});
		return this.server.spans();
	}

	protected static List<Span> generations(List<Span> spans) {
		return spans.stream().filter((span) -> "generation".equals(span.type())).toList();
	}

	/**
	 * Returns the observations of a name, in the order in which they began.
	 */
	protected List<Span> named(String name) {
		return this.server.spans()
			.stream()
			.filter((span) -> span.name().equals(name))
			.sorted((first, second) -> Long.compare(first.startTime(), second.startTime()))
			.toList();
	}

}
