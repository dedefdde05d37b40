/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.guardrail.InputGuardrail;
import dev.langchain4j.guardrail.InputGuardrailResult;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.langfuse4j.Langfuse;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs AI services with models that do as they are told, and looks whether anything is
 * left open.
 */
abstract class ScriptedTestSupport extends LangChain4jTestSupport {

	static final String ENDS = " [chain]\n  chat [generation] model=scripted usage={input:3,output:4,total:7}\n";

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final AtomicInteger open = new AtomicInteger();

	final ExecutorService provider = Executors.newSingleThreadExecutor();

	@AfterEach
	void stop() {
		this.provider.shutdownNow();
	}

	void runPlain(Consumer<ApplicationContext> code) {
		this.contextRunner.withBean(ObservationRegistry.class, () -> this.registry)
			.withBean("counting", ObservationHandler.class, this::counting)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				code.accept(context);
				assertThat(this.registry.getCurrentObservation()).isNull();
				assertThat(this.open).hasValue(0);
			});
	}

	private ObservationHandler<Observation.Context> counting() {
		return new ObservationHandler<>() {

			@Override
			public void onStart(Observation.Context context) {
				ScriptedTestSupport.this.open.incrementAndGet();
			}

			@Override
			public void onStop(Observation.Context context) {
				ScriptedTestSupport.this.open.decrementAndGet();
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		};
	}

	static Blocking blocking(ChatModel model) {
		return AiServices.create(Blocking.class, model);
	}

	static Streaming streaming(BiConsumer<ChatRequest, StreamingChatResponseHandler> script) {
		return AiServices.create(Streaming.class, ScriptedModel.streaming(script));
	}

	interface Blocking {

		String ask(String question);

	}

	interface Streaming {

		TokenStream stream(String question);

	}

	static final class BrokenGuardrail implements InputGuardrail {

		@Override
		public InputGuardrailResult validate(UserMessage message) {
			throw new NoClassDefFoundError("of a guardrail");
		}

	}

	/**
	 * A model that asks for a tool first.
	 */
	static final class AskingTool {

		private final String tool;

		private final int times;

		AskingTool() {
			this("delegate", 1);
		}

		AskingTool(String tool, int times) {
			this.tool = tool;
			this.times = times;
		}

		ChatResponse answer(ChatRequest request) {
			if (request.messages().stream().anyMatch(AiMessage.class::isInstance)) {
				return ScriptedModel.answer("done");
			}
			List<ToolExecutionRequest> calls = new ArrayList<>();
			for (int i = 0; i < this.times; i++) {
				calls.add(ToolExecutionRequest.builder()
					.id("c" + i)
					.name(this.tool)
					.arguments("{\"arg0\":\"x\",\"question\":\"x\"}")
					.build());
			}
			return ChatResponse.builder().aiMessage(AiMessage.from(calls)).build();
		}

	}

	static final class Delegating {

		private final Blocking service;

		Delegating(Blocking service) {
			this.service = service;
		}

		@Tool
		String delegate(String question) {
			return this.service.ask(question);
		}

	}

	static final class Observing {

		private final Langfuse langfuse;

		Observing(Langfuse langfuse) {
			this.langfuse = langfuse;
		}

		@Tool
		String observe(String question) {
			this.langfuse.observation("inside").observe(() -> {
			});
			return question;
		}

	}

	static final class Ignoring implements StreamingChatResponseHandler {

		@Override
		public void onCompleteResponse(ChatResponse response) {
		}

		@Override
		public void onError(Throwable error) {
		}

	}

}
