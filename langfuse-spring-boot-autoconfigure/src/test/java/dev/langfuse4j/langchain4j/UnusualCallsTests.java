/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.langchain4j.service.AiServices;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Calls that end otherwise than LangChain4j says.
 */
class UnusualCallsTests extends ScriptedTestSupport {

	@Test
	void streamThatFailsKeepsWhatCame() {
		runPlain((context) -> {
			Streaming service = streaming((request, handler) -> this.provider.execute(() -> {
				handler.onPartialResponse("It ");
				handler.onPartialResponse("is ");
				handler.onError(new IllegalStateException("overloaded"));
			}));
			CompletableFuture<Throwable> error = new CompletableFuture<>();
			service.stream("hi").onPartialResponse((piece) -> {
			}).onError(error::complete).start();
			assertThat(error.orTimeout(10, TimeUnit.SECONDS).join()).hasMessage("overloaded");
			assertThat(tree(context)).isEqualTo("Streaming.stream [chain] ERROR\n  chat [generation] ERROR\n");
			Span generation = this.server.span("chat");
			assertThat(generation.output()).isEqualTo("{\"role\":\"assistant\",\"content\":\"It is \"}");
			assertThat(generation.text("langfuse.observation.status_message")).isEqualTo("overloaded");
		});
	}

	@Test
	void streamWhoseErrorsAreIgnoredEnds() {
		runPlain((context) -> {
			streaming((request, handler) -> handler.onError(new IllegalStateException("overloaded"))).stream("hi")
				.ignoreErrors()
				.start();
			assertThat(tree(context))
				.isEqualTo("Streaming.stream [chain] ERROR\n  chat [generation] ERROR usage={input:0,output:0}\n");
		});
	}

	@Test
	void streamThatNobodyStartsIsNotSentAndLeavesNothingOpen() {
		runPlain((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			Streaming service = streaming((request, handler) -> handler.onCompleteResponse(ScriptedModel.answer("hi")));
			langfuse.observation("work").observe(() -> service.stream("hi"));
			langfuse.observation("next").observe(() -> {
			});
			langfuse.flush(Duration.ofSeconds(10));
			assertThat(this.server.spans()).extracting(Span::name).containsExactlyInAnyOrder("work", "next");
			assertThat(this.server.spans()).allSatisfy((span) -> assertThat(span.parentId()).isNull());
		});
	}

	@Test
	void cancelledStreamEndsAndKeepsWhatCame() {
		runPlain((context) -> {
			ScriptedModel.Handle handle = new ScriptedModel.Handle();
			Streaming service = streaming((request, handler) -> {
				ScriptedModel.send(handler, "It ", handle);
				ScriptedModel.send(handler, "is ", handle);
			});
			service.stream("hi").onPartialResponseWithContext((piece, whole) -> {
				if (piece.text().equals("is ")) {
					whole.streamingHandle().cancel();
				}
			}).ignoreErrors().start();
			assertThat(handle.isCancelled()).isTrue();
			assertThat(tree(context)).isEqualTo("Streaming.stream [chain] WARNING\n  chat [generation] WARNING\n");
			Span generation = this.server.span("chat");
			assertThat(generation.output()).isEqualTo("{\"role\":\"assistant\",\"content\":\"It is \"}");
			assertThat(generation.text("langfuse.observation.status_message")).isEqualTo("The stream was cancelled");
			assertThat(this.server.span("Streaming.stream").output()).isEqualTo("It is ");
		});
	}

	@Test
	void errorOfAModelEndsTheCallOfTheService() {
		runPlain((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			Blocking service = blocking(ScriptedModel.blocking((request) -> {
				throw new NoClassDefFoundError("of a model");
			}));
			assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(() -> service.ask("hi"));
			langfuse.observation("next").observe(() -> {
			});
			assertThat(tree(context)).isEqualTo("""
					Blocking.ask [chain] ERROR
					  chat [generation] ERROR usage={input:0,output:0}
					next [span]
					""");
		});
	}

	@Test
	void errorThatNobodyTellsOfEndsWithTheNextCall() {
		runPlain((context) -> {
			Blocking failing = AiServices.builder(Blocking.class)
				.chatModel(ScriptedModel.blocking((request) -> ScriptedModel.answer("hi")))
				.inputGuardrails(new BrokenGuardrail())
				.build();
			assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(() -> failing.ask("hi"));
			Blocking service = blocking(ScriptedModel.blocking((request) -> ScriptedModel.answer("hi")));
			service.ask("hi");
			assertThat(tree(context)).isEqualTo("Blocking.ask [chain] ERROR\nBlocking.ask" + ENDS);
		});
	}

	@Test
	void nothingIsObservedWhereLangChain4jIsNotToBeShown() {
		this.contextRunner.withPropertyValues("langfuse.langchain4j.enabled=false").run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("work")
				.observe(() -> blocking(ScriptedModel.blocking((request) -> ScriptedModel.answer("hi"))).ask("hi"));
			langfuse.flush(Duration.ofSeconds(10));
			assertThat(this.server.spans()).extracting(Span::name).containsExactly("work");
		});
	}

	@Test
	void callsAreAgentsWhereTheyAreToBe() {
		this.contextRunner.withPropertyValues("langfuse.langchain4j.ai-service-type=agent").run((context) -> {
			blocking(ScriptedModel.blocking((request) -> ScriptedModel.answer("hi"))).ask("hi");
			assertThat(tree(context)).startsWith("Blocking.ask [agent]\n");
		});
	}

}
