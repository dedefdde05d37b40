/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

import dev.langfuse4j.ContextWrapper;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveAgent;
import dev.langfuse4j.annotation.ObserveTrace;
import dev.langfuse4j.observation.ActiveObservation;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Users, sessions and the like, on every span that a server gets.
 */
@ExtendWith(OutputCaptureExtension.class)
class TraceAttributesTests {

	private static final String USER = "user.id";

	private static final String SESSION = "session.id";

	private static final String TRACE_NAME = "langfuse.trace.name";

	private static final String TAGS = "langfuse.trace.tags";

	@Test
	void whatTheRootSaysIsOnEverySpan() {
		run((services, wire) -> {
			services.service().chat("ada", "c-1");
			List<Span> spans = wire.spans();
			assertThat(spans).extracting(Span::name)
				.containsExactlyInAnyOrder("chat with ada", "leaf", "reactive", "onThread");
			assertThat(spans).allSatisfy((span) -> {
				assertThat(span.text(USER)).isEqualTo("ada");
				assertThat(span.text(SESSION)).isEqualTo("c-1");
				assertThat(span.text(TRACE_NAME)).isEqualTo("chat with ada");
				assertThat(span.tags()).containsExactly("chat", "user:ada");
				assertThat(span.text("langfuse.trace.metadata.channel")).isEqualTo("web");
				assertThat(span.text("langfuse.environment")).isEqualTo("staging");
			});
		});
	}

	@Test
	void codeIsObservedWithAttributes() {
		run((services, wire) -> {
			services.langfuse()
				.with((trace) -> trace.userId("ada")
					.sessionId("s")
					.tags("a", "b")
					.metadata("k", "outer")
					.metadata("only", "outer")
					.version("7")
					.asPublic(true))
				.run(() -> {
					services.inner().leaf();
					services.langfuse()
						.with((trace) -> trace.userId("grace").tags("b", "c").metadata("k", "inner"))
						.run(() -> services.inner().reactive().block());
				});
			services.inner().onThread();
			Span leaf = wire.span("leaf");
			assertThat(leaf.text(USER)).isEqualTo("ada");
			assertThat(leaf.tags()).containsExactly("a", "b");
			assertThat(leaf.text("langfuse.version")).isEqualTo("7");
			assertThat(leaf.attributes().get("langfuse.trace.public").path("boolValue").asBoolean()).isTrue();
			Span reactive = wire.span("reactive");
			assertThat(reactive.text(USER)).isEqualTo("grace");
			assertThat(reactive.text(SESSION)).isEqualTo("s");
			assertThat(reactive.tags()).containsExactly("a", "b", "c");
			assertThat(reactive.text("langfuse.trace.metadata.k")).isEqualTo("inner");
			assertThat(reactive.text("langfuse.trace.metadata.only")).isEqualTo("outer");
			assertThat(reactive.parentId()).isNull();
			assertThat(wire.span("onThread").attributes()).doesNotContainKeys(USER, SESSION, TAGS,
					"langfuse.trace.public", "langfuse.version");
		});
	}

	@Test
	void attributesBetweenTwoObservationsDoNotBreakTheTree() {
		run((services, wire) -> {
			try (ActiveObservation outer = services.langfuse().observation("outer").start()) {
				assertThat(services.langfuse().with((trace) -> trace.userId("ada")).get(() -> {
					assertThat(services.langfuse().current().observationId()).isEqualTo(outer.observationId());
					services.inner().leaf();
					return "result";
				})).isEqualTo("result");
				services.inner().onThread();
			}
			assertThat(wire.span("leaf").parentId()).isEqualTo(wire.span("outer").id());
			assertThat(wire.span("leaf").text(USER)).isEqualTo("ada");
			// The only user of the trace, which is shown by its root
			assertThat(wire.span("outer").text(USER)).isEqualTo("ada");
			assertThat(wire.span("onThread").text(USER)).isNull();
		});
	}

	@Test
	void publishersAreObservedWithAttributes() {
		run((services, wire) -> {
			Flux<String> flux = Flux.range(0, 2)
				.publishOn(Schedulers.parallel())
				.flatMap((i) -> services.inner().reactive());
			assertThat(services.langfuse().with((trace) -> trace.userId("ada")).around(flux).collectList().block())
				.hasSize(2);
			Mono<String> mono = Mono.defer(() -> services.inner().reactive()).subscribeOn(Schedulers.boundedElastic());
			services.langfuse().with((trace) -> trace.sessionId("s")).around(mono).block();
			assertThat(wire.spans()).hasSize(3);
			assertThat(wire.spans().stream().filter((span) -> "ada".equals(span.text(USER)))).hasSize(2);
			assertThat(wire.spans().stream().filter((span) -> "s".equals(span.text(SESSION)))).hasSize(1);
		});
	}

	@Test
	void whatIsSetLateReachesWhatHasNotLeftYet() {
		run((services, wire) -> {
			services.langfuse().observation("root").observe(() -> {
				services.inner().leaf();
				services.langfuse().current().trace().userId("late").name("renamed").tags("late").metadata("k", "v");
				services.langfuse().with((trace) -> trace.userId("subtree")).run(services.inner()::onThread);
			});
			assertThat(wire.spans()).hasSize(3)
				.allSatisfy((span) -> assertThat(span.text(TRACE_NAME)).isEqualTo("renamed"))
				.allSatisfy((span) -> assertThat(span.tags()).containsExactly("late"))
				.allSatisfy((span) -> assertThat(span.text("langfuse.trace.metadata.k")).isEqualTo("v"));
			assertThat(wire.span("leaf").text(USER)).isEqualTo("late");
			assertThat(wire.span("root").text(USER)).isEqualTo("late");
			assertThat(wire.span("onThread").text(USER)).isEqualTo("subtree");
			assertThat(services.langfuse().current().trace().userId("nobody").id()).isNull();
		});
	}

	@Test
	void whatTheResultSaysHoldsForTheTrace() {
		run((services, wire) -> {
			services.service().login("x");
			assertThat(wire.spans()).hasSize(2)
				.allSatisfy((span) -> assertThat(span.text(USER)).isEqualTo("user of x"));
		});
	}

	@Test
	void newTraceWithinAnotherIsForTheSameUser() {
		run((services, wire) -> {
			Langfuse langfuse = services.langfuse();
			langfuse.with((trace) -> trace.userId("ada").tags("t1"))
				.run(() -> langfuse.observation("outer").observe(() -> {
					langfuse.current().trace().sessionId("late");
					langfuse.observation("new").newTrace().observe(() -> services.inner().leaf());
					langfuse.with((trace) -> trace.userId("bob"))
						.run(() -> langfuse.observation("new").newTrace().observe(() -> services.inner().leaf()));
				}));
			List<Span> spans = wire.spans();
			assertThat(spans).hasSize(5)
				.allSatisfy((span) -> assertThat(span.text("session.id")).isEqualTo("late"))
				.allSatisfy((span) -> assertThat(span.tags()).containsExactly("t1"));
			assertThat(spans).extracting((span) -> span.text("user.id"))
				.containsExactly("ada", "ada", "bob", "bob", "ada");
			assertThat(spans.stream().map(Span::traceId).distinct()).hasSize(3);
		});
	}

	@Test
	void seedChoosesTheTraceOfARootAndOnlyThere(CapturedOutput output) {
		run((services, wire) -> {
			services.service().turn("consistent-test-seed");
			services.service().turn("consistent-test-seed");
			services.langfuse().observation("outer").observe(() -> services.service().turn("other"));
			services.langfuse().observation("outer").observe(() -> services.service().turn("other"));
			assertThat(wire.spans().stream().filter((span) -> span.name().equals("turn")).limit(2))
				.extracting(Span::traceId)
				.containsOnly("5fc190374041d83ee32949f560a9db33");
			assertThat(output).containsOnlyOnce("is ignored, because it is not the root of its trace");
		});
	}

	@Test
	void whatAServerWouldNotTakeIsLeftOutOrShortened(CapturedOutput output) {
		run((services, wire) -> {
			String tooLong = "x".repeat(201);
			services.langfuse()
				.with((trace) -> trace.userId(tooLong)
					.sessionId("s")
					.tags(tooLong, "ok")
					.name(tooLong)
					.environment("Not Valid")
					.metadata("k", tooLong))
				.run(services.inner()::leaf);
			Span span = wire.span("x".repeat(200));
			assertThat(span.attributes()).doesNotContainKeys(USER, "langfuse.environment");
			assertThat(span.text(SESSION)).isEqualTo("s");
			assertThat(span.tags()).containsExactly("ok");
			assertThat(span.text(TRACE_NAME)).isEqualTo("x".repeat(200));
			assertThat(span.text("langfuse.trace.metadata.k")).isEqualTo("x".repeat(200));
			assertThat(output).containsOnlyOnce("A trace's user id is not sent").doesNotContain(tooLong);
		});
	}

	@Test
	void metadataIsContentAndIdsAreMaskedOnlyWhenAsked() {
		String card = "4111111111111111";
		BiConsumer<Services, Wire> call = (services, wire) -> services.langfuse()
			.with((trace) -> trace.userId(card).tags(card).metadata("card", card).metadata("password", "hunter2"))
			.run(services.inner()::leaf);
		run(call.andThen((services, wire) -> {
			Span span = wire.span("leaf");
			assertThat(span.text(USER)).isEqualTo(card);
			assertThat(span.tags()).containsExactly(card);
			assertThat(span.text("langfuse.trace.metadata.card")).isEqualTo("<masked: card number>");
			assertThat(span.text("langfuse.trace.metadata.password")).isEqualTo("<redacted>");
		}));
		run(call.andThen((services, wire) -> {
			Span span = wire.span("leaf");
			assertThat(span.text(USER)).isEqualTo("<masked: card number>");
			assertThat(span.tags()).containsExactly("<masked: card number>");
		}), "langfuse.capture.mask-attributes=true");
		run(call.andThen((services, wire) -> {
			Span span = wire.span("leaf");
			assertThat(span.text(USER)).isEqualTo(card);
			assertThat(span.attributes().keySet()).noneMatch((key) -> key.startsWith("langfuse.trace.metadata"));
		}), "langfuse.capture.mode=metadata-only");
	}

	@Test
	void attributesDoNotAppearInTexts() {
		TraceAttributes attributes = TraceAttributes.builder().userId("ada").sessionId("s").tags("t").build();
		assertThat(attributes.toString()).isEqualTo("TraceAttributes[user, session, tags]");
		assertThat(TraceAttributes.builder().userId("").tags(" ", null).metadata("k", null).build())
			.isEqualTo(TraceAttributes.NONE);
	}

	private void run(BiConsumer<Services, Wire> code, String... properties) {
		try (LangfuseServer server = new LangfuseServer()) {
			LangfuseContexts.plainRunner()
				.withBean(Inner.class)
				.withBean(Service.class)
				.withPropertyValues(LangfuseContexts.sendingTo(server.url()))
				.withPropertyValues(properties)
				.run((context) -> {
					Langfuse langfuse = context.getBean(Langfuse.class);
					Services services = new Services(langfuse, context.getBean(Service.class),
							context.getBean(Inner.class));
					code.accept(services, new Wire(server, langfuse));
				});
		}
	}

	/**
	 * Returns everything that has arrived, once all observations have ended.
	 */
	record Wire(LangfuseServer server, Langfuse langfuse) {

		List<Span> spans() {
			assertThat(this.langfuse.flush(Duration.ofSeconds(10))).isTrue();
			return this.server.spans();
		}

		Span span(String name) {
			spans();
			return this.server.span(name);
		}

	}

	record Services(Langfuse langfuse, Service service, Inner inner) {

	}

	static class Inner {

		@Observe
		void leaf() {
		}

		@Observe
		Mono<String> reactive() {
			return Mono.just("x");
		}

		@Observe
		void onThread() {
		}

	}

	static class Service {

		private final Inner inner;

		private final ContextWrapper wrapper;

		Service(Inner inner, ContextWrapper wrapper) {
			this.inner = inner;
			this.wrapper = wrapper;
		}

		@ObserveAgent
		@ObserveTrace(userId = "#user", sessionId = "#conversation", name = "chat with #{#user}",
				tags = { "chat", "user:#{#user}" }, metadata = "channel='web'", environment = "staging")
		void chat(String user, String conversation) {
			this.inner.leaf();
			this.inner.reactive().subscribeOn(Schedulers.parallel()).block(Duration.ofSeconds(10));
			CompletableFuture
				.runAsync(this.inner::onThread, this.wrapper.wrap(Executors.newSingleThreadExecutor((task) -> {
					Thread thread = new Thread(task);
					thread.setDaemon(true);
					return thread;
				})))
				.join();
		}

		@Observe
		@ObserveTrace(userId = "'user of ' + #result")
		String login(String name) {
			this.inner.leaf();
			return name;
		}

		@Observe
		@ObserveTrace(seed = "#conversation")
		void turn(String conversation) {
		}

	}

}
