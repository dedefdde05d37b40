/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.Result;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.testing.ModelServer;
import reactor.core.publisher.Flux;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application of LangChain4j: nothing of it is told of Langfuse.
 */
@Configuration(proxyBeanMethods = false)
class AssistantApplication {

	@Bean
	OpenAiChatModel chatModel(ModelServer server) {
		return OpenAiChatModel.builder()
			.baseUrl(server.url() + "/v1")
			.apiKey("sk-key-of-openai")
			.returnThinking(true)
			.defaultRequestParameters(parameters())
			.maxRetries(0)
			.timeout(Duration.ofSeconds(10))
			.build();
	}

	@Bean
	OpenAiStreamingChatModel streamingChatModel(ModelServer server) {
		return OpenAiStreamingChatModel.builder()
			.baseUrl(server.url() + "/v1")
			.apiKey("sk-key-of-openai")
			.returnThinking(true)
			.defaultRequestParameters(parameters())
			.timeout(Duration.ofSeconds(10))
			.build();
	}

	static OpenAiChatRequestParameters parameters() {
		return OpenAiChatRequestParameters.builder()
			.modelName("gpt-stub")
			.temperature(0.3)
			.maxCompletionTokens(500)
			.reasoningEffort("low")
			.build();
	}

	@Bean
	Station station() {
		return new Station();
	}

	@Bean
	Weather weather(Station station) {
		return new Weather(station);
	}

	@Bean
	Assistant assistant(OpenAiChatModel model, Weather weather) {
		return AiServices.builder(Assistant.class)
			.chatModel(model)
			.chatMemoryProvider((id) -> MessageWindowChatMemory.builder().id(id).maxMessages(10).build())
			.tools(weather)
			.build();
	}

	@Bean
	StreamingAssistant streamingAssistant(OpenAiStreamingChatModel model, Weather weather) {
		return AiServices.builder(StreamingAssistant.class).streamingChatModel(model).tools(weather).build();
	}

	@Bean
	Desk desk(Assistant assistant, StreamingAssistant streamingAssistant) {
		return new Desk(assistant, streamingAssistant);
	}

	interface Assistant {

		@SystemMessage("be brief")
		String ask(String question);

		Report report(String question);

		Result<String> result(String question);

		String chat(@MemoryId String id, @UserMessage String question);

	}

	interface StreamingAssistant {

		@SystemMessage("be brief")
		TokenStream ask(String question);

		@SystemMessage("be brief")
		Flux<String> flux(String question);

	}

	static class Desk {

		private final Assistant assistant;

		private final StreamingAssistant streamingAssistant;

		Desk(Assistant assistant, StreamingAssistant streamingAssistant) {
			this.assistant = assistant;
			this.streamingAssistant = streamingAssistant;
		}

		@Observe
		String ask(String question) {
			return this.assistant.ask(question);
		}

		@Observe(name = "ask")
		String askStreaming(String question) {
			return join(this.streamingAssistant.ask(question));
		}

		@Observe(name = "ask")
		Flux<String> flux(String question) {
			return this.streamingAssistant.flux(question);
		}

		@Observe
		<T> T with(Function<Assistant, T> call) {
			return call.apply(this.assistant);
		}

		static String join(TokenStream stream) {
			StringBuilder answer = new StringBuilder();
			CompletableFuture<String> whole = new CompletableFuture<>();
			stream.onPartialResponse(answer::append)
				.onCompleteResponse((response) -> whole.complete(answer.toString()))
				.onError(whole::completeExceptionally)
				.start();
			return whole.orTimeout(10, TimeUnit.SECONDS).join();
		}

	}

	static class Weather {

		private final Station station;

		Weather(Station station) {
			this.station = station;
		}

		@Tool("The weather of a city")
		Report weather(@P("the city") String city) {
			return new Report(city, this.station.measure(city));
		}

	}

	record Report(String city, int degrees) {

	}

	static class Station {

		@Observe
		int measure(String city) {
			if (city.equals("Atlantis")) {
				throw new IllegalArgumentException("no such city");
			}
			if (city.equals("Error")) {
				throw new NoClassDefFoundError("of a station");
			}
			return city.length() * 3;
		}

	}

}
