/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.service.AiServices;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.testing.Span;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Models that LangChain4j's own library observes.
 */
class ObservedModelsTests extends ScriptedTestSupport {

	private static final String GENERATION = "chat [generation] model=scripted usage={input:3,output:4,total:7}\n";

	@Test
	void callIsAGeneration() {
		runPlain((context) -> {
			model(theirs(context)).chat("hi");
			assertThat(tree(context)).isEqualTo(GENERATION);
			Span generation = this.server.span("chat");
			assertThat(generation.input()).isEqualTo("[{\"role\":\"user\",\"content\":\"hi\"}]");
			assertThat(generation.outputJson().path("content").asString()).isEqualTo("hi");
			assertThat(generation.metadata("stream")).isNull();
		});
	}

	@Test
	void failedCallIsAnErrorThatCostsNothing() {
		runPlain((context) -> {
			ChatModel model = ScriptedModel.blocking((request) -> {
				throw new IllegalStateException("overloaded");
			}, theirs(context));
			assertThatIllegalStateException().isThrownBy(() -> model.chat("hi"));
			assertThat(tree(context)).isEqualTo("chat [generation] ERROR usage={input:0,output:0}\n");
			assertThat(this.server.span("chat").text("langfuse.observation.status_message")).isEqualTo("overloaded");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void callIsThereOnceWhoeverSeesItFirst(boolean oursFirst) {
		runPlain((context) -> {
			ChatModelListener theirs = theirs(context);
			ChatModelListener ours = context.getBean(LangfuseChatModelListener.class);
			ChatModelListener[] listeners = oursFirst ? new ChatModelListener[] { ours, theirs }
					: new ChatModelListener[] { theirs, ours };
			model(listeners).chat("hi");
			AiServices.create(Blocking.class, model(listeners)).ask("hi");
			AiServices.create(Blocking.class, model(theirs)).ask("hi");
			AssistantApplication.Desk.join(
					AiServices.create(Streaming.class, stream(() -> CompletableFuture.completedFuture(null), listeners))
						.stream("hi"));
			assertThat(tree(context))
				.isEqualTo(GENERATION + "Blocking.ask" + ENDS + "Blocking.ask" + ENDS + "Streaming.stream" + ENDS);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void scopeThatAStreamLeavesIsNobodysParent(boolean withOurs) {
		runPlain((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			CountDownLatch asked = new CountDownLatch(1);
			ChatModelListener[] listeners = withOurs
					? new ChatModelListener[] { context.getBean(LangfuseChatModelListener.class), theirs(context) }
					: new ChatModelListener[] { theirs(context) };
			StreamingChatModel model = stream(() -> CompletableFuture.runAsync(() -> await(asked)), listeners);
			CompletableFuture<Void> end = new CompletableFuture<>();
			langfuse.observation("first").observe(() -> {
				model.chat("hi", new Ending(end));
				observe(langfuse, "while it is streamed");
				asked.countDown();
				end.orTimeout(10, TimeUnit.SECONDS).join();
				observe(langfuse, "afterwards");
			});
			observe(langfuse, "second");
			assertThat(CompletableFuture.runAsync(() -> observe(langfuse, "elsewhere"), this.provider))
				.succeedsWithin(10, TimeUnit.SECONDS);
			assertThat(tree(context)).isEqualTo("first [span]\n  " + GENERATION
					+ "  while it is streamed [span]\n  afterwards [span]\nsecond [span]\nelsewhere [span]\n");
			assertThat(this.server.span("chat").metadata("stream")).isEqualTo("true");
		});
	}

	@Test
	void scopeThatAStreamOfAServiceLeavesIsNobodysParent() {
		runPlain((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			Streaming service = AiServices.create(Streaming.class,
					stream(() -> CompletableFuture.completedFuture(null), theirs(context)));
			langfuse.observation("first").observe(() -> {
				CompletableFuture<Void> end = new CompletableFuture<>();
				service.stream("hi").onCompleteResponse((response) -> {
					observe(langfuse, "handler");
					end.complete(null);
				}).onError(end::completeExceptionally).start();
				end.orTimeout(10, TimeUnit.SECONDS).join();
			});
			observe(langfuse, "second");
			assertThat(CompletableFuture.runAsync(() -> observe(langfuse, "elsewhere"), this.provider))
				.succeedsWithin(10, TimeUnit.SECONDS);
			assertThat(tree(context)).isEqualTo("first [span]\n  Streaming.stream [chain]\n    " + GENERATION
					+ "    handler [span]\nsecond [span]\nelsewhere [span]\n");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void itsListenerIsNotMadeToFail(boolean shown) {
		this.contextRunner.withPropertyValues("langfuse.langchain4j.enabled=" + shown).run((context) -> {
			ObservingListener theirs = theirs(context);
			model(theirs).chat("hi");
			assertThat(theirs.failure()).isNull();
		});
	}

	private StreamingChatModel stream(Supplier<CompletableFuture<Void>> when, ChatModelListener... listeners) {
		return ScriptedModel.streaming(
				(request, handler) -> when.get()
					.thenRunAsync(() -> handler.onCompleteResponse(ScriptedModel.answer("hi")), this.provider),
				listeners);
	}

	private static void observe(Langfuse langfuse, String name) {
		langfuse.observation(name).observe(() -> {
		});
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ChatModel model(ChatModelListener... listeners) {
		return ScriptedModel.blocking((request) -> ScriptedModel.answer("hi"), listeners);
	}

	private static ObservingListener theirs(ApplicationContext context) {
		return new ObservingListener(context.getBean(ObservationRegistry.class));
	}

	private record Ending(CompletableFuture<Void> end) implements StreamingChatResponseHandler {

		@Override
		public void onCompleteResponse(ChatResponse response) {
			this.end.complete(null);
		}

		@Override
		public void onError(Throwable error) {
			this.end.completeExceptionally(error);
		}

	}

}
