/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.List;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.autoconfigure.ReachingExtensions.AskingResolver;
import dev.langfuse4j.autoconfigure.UnobservedCallbacks.Callback;
import dev.langfuse4j.autoconfigure.UnobservedCallbacks.Reaching;
import dev.langfuse4j.autoconfigure.UnobservedCallbacks.Work;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Span;
import dev.langfuse4j.trace.ProjectResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Hooks;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Code of the application that we call reaches observed code: that does what it does, and
 * is not observed.
 */
class UnobservedCallbacksTests {

	@ParameterizedTest
	@EnumSource
	void nothingIsObservedOfWhatACallbackReaches(Callback callback) {
		try (LangfuseServer server = new LangfuseServer()) {
			callback.configure(runner(server)).run((context) -> {
				Reaching reaching = context.getBean(Reaching.class);
				reaching.arm(callback);
				callback.call(context.getBean(Work.class));
				flush(context);
				// What the export itself reached would be sent now
				flush(context);
				assertThat(reaching.failure()).isNull();
				assertThat(reaching.reached()).as("times reached").isBetween(1, 60);
				assertThat(spans(server)).extracting(Span::name).containsExactlyInAnyOrder("work", "foreign");
				assertThat(spans(server)).extracting(Span::traceId)
					.hasSize(2)
					.containsOnly(spans(server).get(0).traceId());
				assertThat(context.getBean(ExportPipeline.class).statistics().open()).isZero();
			});
		}
	}

	/**
	 * With the hook of Spring Boot's property, operators know where they were subscribed
	 * to.
	 */
	@Test
	void operatorsOnOtherThreadsKnowWithAutomaticPropagation() {
		Hooks.enableAutomaticContextPropagation();
		try (LangfuseServer server = new LangfuseServer()) {
			Callback.EXPRESSION.configure(runner(server)).run((context) -> {
				Reaching reaching = context.getBean(Reaching.class);
				reaching.inOperators();
				reaching.arm(Callback.EXPRESSION);
				Callback.EXPRESSION.call(context.getBean(Work.class));
				flush(context);
				assertThat(reaching.failure()).isNull();
				assertThat(reaching.reached()).isPositive();
				assertThat(spans(server)).extracting(Span::name).containsExactlyInAnyOrder("work", "foreign");
			});
		}
		finally {
			Hooks.disableAutomaticContextPropagation();
		}
	}

	@Test
	void whatFollowsAFlushIsTheApplicationsOwn() {
		try (LangfuseServer server = new LangfuseServer()) {
			runner(server).run((context) -> {
				Work work = context.getBean(Work.class);
				work.work("first");
				assertThat(context.getBean(Langfuse.class)
					.flushMono(Duration.ofSeconds(10))
					.doOnNext((flushed) -> work.work("second"))
					.block(Duration.ofSeconds(10))).isTrue();
				flush(context);
				assertThat(spans(server)).extracting(Span::name)
					.containsExactlyInAnyOrder("work", "foreign", "work", "foreign");
			});
		}
	}

	@Test
	void aResolverMayAskForWhatDependsOnTheProject() {
		AskingResolver resolver = new AskingResolver();
		try (LangfuseServer server = new LangfuseServer()) {
			runner(server).withBean(ProjectResolver.class, () -> resolver).run((context) -> {
				resolver.use(context.getBean(Langfuse.class));
				context.getBean(Work.class).work("x");
				flush(context);
				assertThat(resolver.asked()).isEqualTo(1);
				assertThat(spans(server)).hasSize(2);
			});
		}
	}

	private static ApplicationContextRunner runner(LangfuseServer server) {
		return LangfuseContexts.runner()
			.withPropertyValues(LangfuseContexts.sendingTo(server.url()))
			.withUserConfiguration(UnobservedCallbacks.class);
	}

	private static List<Span> spans(LangfuseServer server) {
		return server.requests()
			.stream()
			.filter((request) -> request.path().endsWith("/traces"))
			.flatMap((request) -> request.spans().stream())
			.toList();
	}

	private static void flush(AssertableApplicationContext context) {
		assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(10))).isTrue();
	}

}
