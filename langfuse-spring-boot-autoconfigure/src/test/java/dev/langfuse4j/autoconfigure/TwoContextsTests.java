/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import dev.langfuse4j.ContextWrapper;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Span;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two application contexts in one process, each with its keys. Threads and pipelines go
 * through both.
 */
class TwoContextsTests {

	private final LangfuseServer ours = new LangfuseServer();

	private final LangfuseServer theirs = new LangfuseServer();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterEach
	void close() {
		this.threads.shutdownNow();
		this.ours.close();
		this.theirs.close();
	}

	@Test
	void eachHasTracesOfItsOwn() {
		run((our, their) -> our.outer(() -> their.call(() -> our.inner(() -> "x"))));
		areApart();
		// What is between is seen through
		assertThat(this.ours.span("inner").parentId()).isEqualTo(this.ours.span("outer").id());
	}

	@Test
	void onOtherThreads() {
		run((our, their) -> our.outer(() -> {
			Callable<String> call = () -> their.call(() -> our.inner(() -> "x"));
			return our.wrapper().wrap(this.threads).submit(call).get();
		}));
		areApart();
		assertThat(this.ours.span("inner").parentId()).isEqualTo(this.ours.span("outer").id());
	}

	@Test
	void inAPipeline() {
		run((our, their) -> our.first(() -> their.second(our::third)).block(Duration.ofSeconds(20)));
		areApart();
		assertThat(this.ours.span("third").parentId()).isEqualTo(this.ours.span("first").id());
	}

	@Test
	void attributesAndProjectsAreForOnesOwn() {
		run((our, their) -> our.langfuse()
			.with((trace) -> trace.userId("ada"))
			.get(() -> our.langfuse().project("nobody's").get(() -> quietly(() -> their.call(() -> "x")))));
		assertThat(this.theirs.span("call").text("user.id")).isNull();
		run((our, their) -> our.langfuse()
			.with((trace) -> trace.userId("ada"))
			.get(() -> their.langfuse()
				.with((trace) -> trace.userId("bob").sessionId("s"))
				.get(() -> quietly(() -> our.outer(() -> their.call(() -> "x"))))));
		assertThat(this.ours.span("outer").text("user.id")).isEqualTo("ada");
		assertThat(this.ours.span("outer").text("session.id")).isNull();
		assertThat(this.theirs.spans()).last().satisfies((span) -> {
			assertThat(span.text("user.id")).isEqualTo("bob");
			assertThat(span.text("session.id")).isEqualTo("s");
		});
	}

	@Test
	void whatIsCurrentIsOnesOwn() {
		run((our, their) -> our.outer(() -> {
			assertThat(their.langfuse().current()).isSameAs(LangfuseObservation.noop());
			assertThat(their.langfuse().traceUrl()).isNull();
			return their.call(() -> {
				assertThat(our.langfuse().current().toString()).doesNotContain(their.langfuse().current().traceId());
				return "x";
			});
		}));
		areApart();
	}

	@Test
	void idsInTheDiagnosticContextComeBack() {
		run((our, their) -> our.outer(() -> {
			String before = MDC.get("langfuse.observationId");
			assertThat(before).isEqualTo(our.langfuse().current().observationId());
			their.call(() -> {
				assertThat(MDC.get("langfuse.observationId")).isEqualTo(their.langfuse().current().observationId());
				return "x";
			});
			assertThat(MDC.get("langfuse.observationId")).isEqualTo(before);
			return "x";
		}));
		assertThat(MDC.get("langfuse.observationId")).isNull();
	}

	@Test
	void withOneRegistryForBoth() {
		ObservationRegistry registry = ObservationRegistry.create();
		run(runner(this.ours).withBean(ObservationRegistry.class, () -> registry),
				runner(this.theirs).withBean(ObservationRegistry.class, () -> registry),
				(our, their) -> our.outer(() -> their.call(() -> our.inner(() -> "x"))));
		areApart();
	}

	@Test
	void inTheContextOfAParent() {
		runner(this.ours).run((parent) -> runner(this.theirs).withParent(parent).run((child) -> {
			Service our = parent.getBean(Service.class);
			Service their = child.getBean("service", Service.class);
			our.outer(() -> their.call(() -> our.inner(() -> "x")));
			flush(parent, child);
		}));
		areApart();
	}

	private void areApart() {
		assertThat(this.theirs.spans()).isNotEmpty();
		assertThat(this.ours.spans()).isNotEmpty();
		assertThat(this.theirs.spans()).extracting(Span::name).isSubsetOf("call", "second");
		assertThat(this.ours.spans()).extracting(Span::name).isSubsetOf("outer", "inner", "first", "third");
		assertThat(this.ours.spans()).extracting(Span::traceId)
			.doesNotContainAnyElementsOf(this.theirs.spans().stream().map(Span::traceId).toList());
		assertThat(this.theirs.spans().get(0).parentId()).isNull();
	}

	private void run(ThrowingBiFunction code) {
		run(runner(this.ours), runner(this.theirs), code);
	}

	private void run(ApplicationContextRunner ours, ApplicationContextRunner theirs, ThrowingBiFunction code) {
		ours.run((our) -> theirs.run((their) -> {
			assertThat(code.call(our.getBean(Service.class), their.getBean(Service.class))).isEqualTo("x");
			flush(our, their);
		}));
	}

	private static void flush(ApplicationContext... contexts) {
		for (ApplicationContext context : contexts) {
			assertThat(context.getBean("langfuse", Langfuse.class).flush(Duration.ofSeconds(10))).isTrue();
		}
	}

	private static ApplicationContextRunner runner(LangfuseServer server) {
		return LangfuseContexts.runner()
			.withPropertyValues("langfuse.base-url=" + server.url(),
					"langfuse.public-key=pk-lf-" + server.url().hashCode(), "langfuse.secret-key=sk-lf-1",
					"langfuse.observe.mdc=true")
			.withBean("service", Service.class);
	}

	private static String quietly(Callable<String> code) {
		try {
			return code.call();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private interface ThrowingBiFunction {

		String call(Service our, Service their) throws Exception;

	}

	static class Service {

		private final Langfuse langfuse;

		private final ContextWrapper wrapper;

		Service(Langfuse langfuse, ContextWrapper wrapper) {
			this.langfuse = langfuse;
			this.wrapper = wrapper;
		}

		public Langfuse langfuse() {
			return this.langfuse;
		}

		public ContextWrapper wrapper() {
			return this.wrapper;
		}

		@Observe
		public String outer(Callable<String> code) throws Exception {
			return code.call();
		}

		@Observe
		public String call(Callable<String> code) throws Exception {
			return code.call();
		}

		@Observe
		public String inner(Callable<String> code) throws Exception {
			return code.call();
		}

		@Observe
		public Mono<String> first(Supplier<Mono<String>> code) {
			return Mono.defer(code).publishOn(Schedulers.parallel());
		}

		@Observe
		public Mono<String> second(Supplier<Mono<String>> code) {
			return Mono.defer(code).publishOn(Schedulers.parallel());
		}

		@Observe
		public Mono<String> third() {
			return Mono.just("x");
		}

	}

}
