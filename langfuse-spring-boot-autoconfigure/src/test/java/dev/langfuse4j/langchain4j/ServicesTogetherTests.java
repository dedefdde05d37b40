/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.testing.Span;
import dev.langfuse4j.testing.SpanTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * AI services and models that are called by others of them, or at the same time.
 */
class ServicesTogetherTests extends ScriptedTestSupport {

	@Test
	void serviceThatIsCalledByAToolIsBelowIt() {
		runPlain((context) -> {
			Blocking inner = blocking(ScriptedModel.blocking((request) -> ScriptedModel.answer("inner")));
			Blocking outer = AiServices.builder(Blocking.class)
				.chatModel(ScriptedModel.blocking(new AskingTool()::answer))
				.tools(new Delegating(inner))
				.build();
			assertThat(outer.ask("hi")).isEqualTo("done");
			assertThat(tree(context)).isEqualTo("""
					Blocking.ask [chain]
					  chat [generation]
					  execute_tool delegate [tool]
					    Blocking.ask [chain]
					      chat [generation] model=scripted usage={input:3,output:4,total:7}
					  chat [generation] model=scripted usage={input:3,output:4,total:7}
					""");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void toolsInParallelHaveTheirParent(boolean stream) {
		ExecutorService executor = Executors.newFixedThreadPool(4);
		try {
			runPlain((context) -> {
				Langfuse langfuse = context.getBean(Langfuse.class);
				AskingTool model = new AskingTool("observe", 3);
				Both service = AiServices.builder(Both.class)
					.chatModel(ScriptedModel.blocking(model::answer))
					.streamingChatModel(ScriptedModel.streaming((request, handler) -> this.provider
						.execute(() -> ScriptedModel.stream(handler, model.answer(request)))))
					.tools(new Observing(langfuse))
					.executeToolsConcurrently(executor)
					.build();
				langfuse.observation("work")
					.observe(() -> stream ? AssistantApplication.Desk.join(service.stream("hi")) : service.ask("hi"));
				assertThat(tree(context)).isEqualTo("""
						work [span]
						  Both.%s [chain]
						    chat [generation]
						    execute_tool observe [tool]
						      inside [span]
						    execute_tool observe [tool]
						      inside [span]
						    execute_tool observe [tool]
						      inside [span]
						    chat [generation] model=scripted usage={input:3,output:4,total:7}
						""".formatted(stream ? "stream" : "ask"));
			});
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void modelThatIsCalledByHandIsSeenOnceHoweverManyListenersItHas() {
		runPlain((context) -> {
			LangfuseChatModelListener listener = context.getBean(LangfuseChatModelListener.class);
			ChatModel model = ScriptedModel.blocking((request) -> ScriptedModel.answer("hi"), listener,
					new LangfuseChatModelListener(context.getBean(LangChain4jTracing.class)));
			model.chat("hi");
			blocking(model).ask("hi");
			StreamingChatModel stream = ScriptedModel
				.streaming((request, handler) -> handler.onCompleteResponse(ScriptedModel.answer("hi")), listener);
			stream.chat("hi", new Ignoring());
			String generation = "chat [generation] model=scripted usage={input:3,output:4,total:7}\n";
			assertThat(tree(context)).isEqualTo(generation + "Blocking.ask" + ENDS + generation);
		});
	}

	@Test
	void modelThatTriesAnotherOneIsTwoCalls() {
		runPlain((context) -> {
			LangfuseChatModelListener listener = context.getBean(LangfuseChatModelListener.class);
			ChatModel first = ScriptedModel.blocking((request) -> {
				throw new IllegalStateException("overloaded");
			}, listener);
			ChatModel second = ScriptedModel.blocking((request) -> ScriptedModel.answer("hi"), listener);
			ChatModel fallback = ScriptedModel.blocking((request) -> {
				try {
					return first.chat(request);
				}
				catch (IllegalStateException ex) {
					return second.chat(request);
				}
			});
			assertThat(blocking(fallback).ask("hi")).isEqualTo("hi");
			assertThat(tree(context)).isEqualTo("""
					Blocking.ask [chain]
					  chat [generation] ERROR usage={input:0,output:0}
					  chat [generation] model=scripted usage={input:3,output:4,total:7}
					""");
		});
	}

	@Test
	void manyCallsAtOnceHaveTheirOwnTrees() {
		runPlain((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			int calls = Integer.getInteger("langfuse.test.langchain4j.calls", 60);
			ExecutorService executor = Executors.newCachedThreadPool();
			try {
				Blocking service = AiServices.builder(Blocking.class)
					.chatModel(ScriptedModel.blocking(new AskingTool("observe", 2)::answer))
					.tools(new Observing(langfuse))
					.build();
				Streaming streaming = AiServices.builder(Streaming.class)
					.streamingChatModel(ScriptedModel.streaming((request, handler) -> this.provider
						.execute(() -> handler.onCompleteResponse(new AskingTool("observe", 2).answer(request)))))
					.tools(new Observing(langfuse))
					.build();
				List<Future<?>> all = new ArrayList<>();
				for (int i = 0; i < calls; i++) {
					String name = "call " + i;
					boolean stream = i % 2 == 0;
					all.add(executor.submit(() -> langfuse.observation(name).observe(() -> {
						if (stream) {
							AssistantApplication.Desk.join(streaming.stream(name).onToolExecuted((tool) -> {
							}));
						}
						else {
							service.ask(name);
						}
					})));
				}
				for (Future<?> call : all) {
					assertThat(call).succeedsWithin(Duration.ofSeconds(60));
				}
				langfuse.flush(Duration.ofSeconds(30));
				assertThat(this.server.spans()).hasSize(calls * 8);
				this.server.spans()
					.stream()
					.collect(Collectors.groupingBy(Span::traceId))
					.values()
					.forEach((spans) -> assertThat(SpanTree.of(spans).lines().skip(2)).containsExactly(
							"    chat [generation]", "    execute_tool observe [tool]", "      inside [span]",
							"    execute_tool observe [tool]", "      inside [span]",
							"    chat [generation] model=scripted usage={input:3,output:4,total:7}"));
			}
			finally {
				executor.shutdownNow();
			}
		});
	}

	interface Both {

		String ask(String question);

		TokenStream stream(String question);

	}

}
