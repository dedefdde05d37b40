/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.autoconfigure.springai.LangfuseSpringAiAutoConfiguration;
import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelAnswer.Call;
import dev.langfuse4j.testing.ModelServer;
import dev.langfuse4j.testing.Span;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * LangChain4j, Spring AI and observed methods in one trace.
 */
class WithSpringAiTests extends LangChain4jTestSupport {

	@Test
	void bothAreInOneTree() {
		this.models.answer(ModelAnswer.calls(new Call("c1", "translate", "{\"text\":\"cold\"}")),
				ModelAnswer.text("froid"), ModelAnswer.text("Il fait froid"), ModelAnswer.text("It is cold"));
		this.contextRunner
			.withConfiguration(AutoConfigurations.of(LangfuseSpringAiAutoConfiguration.class,
					ToolCallingAutoConfiguration.class, ChatClientAutoConfiguration.class))
			.withUserConfiguration(Both.class)
			.run((context) -> {
				assertThat(context.getBean(Translation.class).roundTrip()).isEqualTo("It is cold");
				String generation = "chat gpt-stub [generation] model=gpt-stub-1 " + USAGE + "\n";
				assertThat(tree(context)).isEqualTo("roundTrip [span]\n  Translator.ask [chain]\n    " + generation
						+ "    execute_tool translate [tool]\n      translate [span]\n"
						+ "        spring_ai chat_client [span]\n          " + generation + "    " + generation
						+ "  spring_ai chat_client [span]\n    " + generation);
				assertThat(this.server.spans()).extracting(Span::traceId)
					.containsOnly(this.server.span("roundTrip").traceId());
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class Both {

		@Bean
		org.springframework.ai.openai.OpenAiChatModel springAiModel(ModelServer server, ObservationRegistry registry) {
			return org.springframework.ai.openai.OpenAiChatModel.builder()
				.options(OpenAiChatOptions.builder()
					.baseUrl(server.url() + "/v1")
					.apiKey("sk-key")
					.model("gpt-stub")
					.maxRetries(0)
					.build())
				.observationRegistry(registry)
				.build();
		}

		@Bean
		Dictionary dictionary(ChatClient.Builder client) {
			return new Dictionary(client.build());
		}

		@Bean
		Translation translation(ModelServer server, Dictionary dictionary) {
			return new Translation(AiServices.builder(Translator.class)
				.chatModel(OpenAiChatModel.builder()
					.baseUrl(server.url() + "/v1")
					.apiKey("sk-key")
					.modelName("gpt-stub")
					.maxRetries(0)
					.build())
				.tools(dictionary)
				.build(), dictionary);
		}

	}

	interface Translator {

		String ask(String text);

	}

	static class Dictionary {

		private final ChatClient client;

		Dictionary(ChatClient client) {
			this.client = client;
		}

		@Tool
		@Observe
		String translate(String text) {
			return back(text);
		}

		String back(String text) {
			return this.client.prompt(text).call().content();
		}

	}

	static class Translation {

		private final Translator translator;

		private final Dictionary dictionary;

		Translation(Translator translator, Dictionary dictionary) {
			this.translator = translator;
			this.dictionary = dictionary;
		}

		@Observe
		String roundTrip() {
			return this.dictionary.back(this.translator.ask("It is cold"));
		}

	}

}
