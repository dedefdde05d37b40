/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.BiConsumer;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.observation.ActiveObservation;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.trace.TraceSampler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Begin and end of what is counted as open.
 */
class CountsTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final LangfuseServer server = new LangfuseServer();

	private final Queue<Boolean> sampled = new ArrayDeque<>();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner()
		.withBean(Inner.class)
		.withBean(Service.class)
		.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()))
		.withPropertyValues("langfuse.export.shutdown-timeout=1s");

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void eventsNeitherBeginNorEnd() {
		run(this.contextRunner, (context, statistics) -> {
			ActiveObservation first = context.getBean(Langfuse.class).observation("first").start();
			ActiveObservation second = context.getBean(Langfuse.class).observation("second").start();
			first.event("one", null).event("two", null).event("three", null);
			assertThat(statistics.open()).isEqualTo(2);
			assertThat(context.getBean(Langfuse.class).flush(LONG)).isTrue();
			assertThat(this.server.spans()).hasSize(3);
			context.close();
			assertThat(statistics.lost()).containsEntry(LossReason.UNFINISHED, 2L);
			assertThat(statistics.observed()).isEqualTo(5);
			second.close();
			first.close();
			assertThat(statistics.observed()).isEqualTo(5);
		});
	}

	@Test
	void eventAfterTheEndIsNotTakenForTheEndOfAnObservation() {
		run(this.contextRunner, (context, statistics) -> {
			ActiveObservation observation = context.getBean(Langfuse.class).observation("open").start();
			context.close();
			observation.event("late", null);
			assertThat(statistics.lost()).containsEntry(LossReason.UNFINISHED, 1L)
				.containsEntry(LossReason.SHUTDOWN, 1L);
			assertThat(statistics.observed()).isEqualTo(2);
			observation.close();
			assertThat(statistics.undelivered()).isEqualTo(2);
		});
	}

	@Test
	void placeOfAPublisherThatNobodySubscribesToIsNotOpen() {
		run(this.contextRunner, (context, statistics) -> {
			Mono<String> unused = context.getBean(Service.class).assembling();
			assertThat(statistics.open()).isZero();
			unused.subscribe();
			assertThat(statistics.open()).isEqualTo(1);
			context.getBean(Service.class).assembling();
			assertThat(statistics.open()).isEqualTo(1);
		});
	}

	@Test
	void placeThatMovesIntoATraceThatIsSampledOutIsNotOpen() {
		run(this.contextRunner.withBean(TraceSampler.class, () -> (traceId) -> this.sampled.remove()),
				(context, statistics) -> {
					Service service = context.getBean(Service.class);
					this.sampled.addAll(List.of(true, false));
					Mono<String> early = service.marking();
					assertThat(service.holding(early).block(LONG)).isEqualTo("early");
					assertThat(this.sampled).isEmpty();
					assertThat(statistics.open()).isZero();
				});
	}

	@Test
	void placeThatMovesIntoATraceThatIsSampledHasBegun() {
		run(this.contextRunner.withBean(TraceSampler.class, () -> (traceId) -> this.sampled.remove()),
				(context, statistics) -> {
					Service service = context.getBean(Service.class);
					this.sampled.addAll(List.of(false, true, true));
					assertThat(service.holding(service.marking()).block(LONG)).isEqualTo("early");
					try (ActiveObservation open = context.getBean(Langfuse.class).observation("open").start()) {
						assertThat(this.sampled).isEmpty();
						assertThat(open.isRecording()).isTrue();
						assertThat(statistics.open()).isEqualTo(1);
					}
				});
	}

	private static void run(ApplicationContextRunner runner,
			BiConsumer<ConfigurableApplicationContext, ExportStatistics> code) {
		runner.run((context) -> code.accept(context.getSourceApplicationContext(ConfigurableApplicationContext.class),
				context.getBean(ExportStatistics.class)));
	}

	static class Inner {

		@Observe
		String child() {
			return "child";
		}

	}

	static class Service {

		@Autowired
		private Inner inner;

		@Autowired
		private Langfuse langfuse;

		@Observe
		Mono<String> assembling() {
			this.inner.child();
			return Mono.never();
		}

		@Observe
		Mono<String> marking() {
			this.langfuse.current().metadata("early", "yes");
			return Mono.just("early");
		}

		@Observe
		Mono<String> holding(Mono<String> held) {
			return held;
		}

	}

}
