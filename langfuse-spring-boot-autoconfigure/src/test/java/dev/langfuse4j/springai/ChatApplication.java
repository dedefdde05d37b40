/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.time.Duration;
import java.util.List;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.testing.ModelServer;
import io.micrometer.observation.ObservationRegistry;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.annotation.ToolParam;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application that chats.
 */
@Configuration(proxyBeanMethods = false)
class ChatApplication {

	@Bean
	OpenAiChatModel chatModel(ModelServer server, ObservationRegistry registry) {
		return OpenAiChatModel.builder().options(options(server)).observationRegistry(registry).build();
	}

	@Bean
	ChatClient chatClient(ChatClient.Builder builder) {
		return builder.build();
	}

	@Bean
	Assistant assistant(ChatClient client, Weather weather) {
		return new Assistant(client, weather);
	}

	@Bean
	Weather weather(Station station) {
		return new Weather(station);
	}

	@Bean
	Station station() {
		return new Station();
	}

	static OpenAiChatOptions options(ModelServer server) {
		return OpenAiChatOptions.builder()
			.baseUrl(server.url() + "/v1")
			.apiKey("sk-key-of-openai")
			.model("gpt-stub")
			.temperature(0.3)
			.maxCompletionTokens(500)
			.reasoningEffort("low")
			.maxRetries(0)
			.timeout(Duration.ofSeconds(10))
			.build();
	}

	static class Assistant {

		private final ChatClient client;

		private final Weather weather;

		Assistant(ChatClient client, Weather weather) {
			this.client = client;
			this.weather = weather;
		}

		@Observe
		String ask(String question) {
			return this.client.prompt().system("be brief").user(question).call().content();
		}

		@Observe(name = "ask")
		String askStreaming(String question) {
			return join(this.client.prompt().system("be brief").user(question));
		}

		@Observe
		String askWithTools(String question) {
			return this.client.prompt().user(question).tools(this.weather).call().content();
		}

		@Observe(name = "askWithTools")
		String askStreamingWithTools(String question) {
			return join(this.client.prompt().user(question).tools(this.weather));
		}

		@Observe
		List<String> begin(String question) {
			return this.client.prompt()
				.user(question)
				.stream()
				.content()
				.take(2)
				.collectList()
				.block(Duration.ofSeconds(10));
		}

		@Observe(name = "ask")
		Flux<String> stream(String question) {
			return this.client.prompt().system("be brief").user(question).tools(this.weather).stream().content();
		}

		static String join(ChatClientRequestSpec request) {
			return String.join("", request.stream().content().collectList().block(Duration.ofSeconds(10)));
		}

	}

	static class Weather {

		private final Station station;

		Weather(Station station) {
			this.station = station;
		}

		@Tool(description = "The weather of a city")
		Report weather(@ToolParam(description = "the city") String city) {
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
			return city.length() * 3;
		}

	}

}
