/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.time.Duration;

import dev.langfuse4j.springai.ChatApplication.Assistant;
import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelAnswer.Call;
import dev.langfuse4j.testing.ModelServer;
import dev.langfuse4j.testing.Span;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientBuilderConfigurer;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.OllamaChatOptions;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Models of other providers, several models in one application, and models without a
 * client around them.
 */
class OtherModelsOnTheWireTests extends SpringAiTestSupport {

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void cachedTokensOfAnthropicAreCountedBesideTheOthers(boolean stream) {
		this.models.answer(ModelAnswer.text("It is ", "warm"));
		this.contextRunner.withUserConfiguration(Anthropic.class).run((context) -> {
			assertThat(chat(context, stream)).isEqualTo("It is warm");
			assertThat(tree(context)).isEqualTo("""
					spring_ai chat_client [span]
					  chat claude-stub [generation] model=claude-stub-1 \
					usage={input:20,output:30,input_cached_tokens:64,%s,total:122}
					"""
				.formatted(stream ? "input_cache_creation:8" : "input_cache_creation:5,input_cache_creation_1h:3"));
			Span generation = this.server.span("chat claude-stub");
			assertThat(generation.outputJson().path("content").asString()).isEqualTo("It is warm");
			assertThat(generation.outputJson().path("finish_reason").asString()).isEqualTo("end_turn");
			assertThat(generation.metadata("provider")).isEqualTo("anthropic");
			assertThat(generation.text("langfuse.observation.model.parameters")).isEqualTo("{\"max_tokens\":300}");
			assertThat(generation.text("langfuse.observation.completion_start_time") != null).isEqualTo(stream);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void thoughtsOfAnthropicAreNoAnswerOfTheirOwn(boolean stream) {
		this.models.answer(ModelAnswer.text("It is warm").thinking("sunny?"));
		this.contextRunner.withUserConfiguration(Anthropic.class).run((context) -> {
			chat(context, stream);
			spans(context);
			assertThat(this.server.span("chat claude-stub").output())
				.isEqualTo("{\"role\":\"assistant\",\"content\":\"It is warm\","
						+ "\"thinking\":[{\"type\":\"thinking\",\"content\":\"sunny?\"}],"
						+ "\"finish_reason\":\"end_turn\"}");
		});
	}

	@Test
	void toolsOfAnthropicAreTools() {
		this.models.answer(ModelAnswer.calls(new Call("t1", "weather", "{\"city\":\"Oslo\"}")),
				ModelAnswer.text("Cold"));
		this.contextRunner.withUserConfiguration(Anthropic.class).run((context) -> {
			context.getBean(ChatClient.Builder.class)
				.build()
				.prompt("Oslo?")
				.tools(new ChatApplication.Weather(new ChatApplication.Station()))
				.call()
				.content();
			assertThat(spans(context)).extracting(Span::type)
				.containsExactlyInAnyOrder("span", "generation", "tool", "generation");
			assertThat(this.server.span("execute_tool weather").input()).isEqualTo("{\"city\":\"Oslo\"}");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void ollamaTellsItsUsageInTheLastLine(boolean stream) {
		this.models.answer(ModelAnswer.text("It is ", "warm"));
		this.contextRunner.withUserConfiguration(Ollama.class).run((context) -> {
			assertThat(chat(context, stream)).isEqualTo("It is warm");
			assertThat(tree(context)).isEqualTo("""
					spring_ai chat_client [span]
					  chat llama-stub [generation] model=llama-stub usage={input:20,output:30,total:50}
					""");
			Span generation = this.server.span("chat llama-stub");
			assertThat(generation.text("langfuse.observation.model.parameters"))
				.isEqualTo("{\"temperature\":0.1,\"num_ctx\":2048}");
		});
	}

	@Test
	void modelWithoutAClientIsAGenerationWithWhatSpringAiKeeps() {
		this.models.answer(ModelAnswer.text("one"), ModelAnswer.text("t", "w", "o"));
		run((context) -> {
			ChatModel model = context.getBean(ChatModel.class);
			model.call(new Prompt("1"));
			model.stream(new Prompt("2")).blockLast(Duration.ofSeconds(10));
			assertThat(tree(context)).isEqualTo("""
					chat gpt-stub [generation] model=gpt-stub-1 \
					usage={input:56,output:30,input_cached_tokens:64,total:150}
					chat gpt-stub [generation] model=gpt-stub-1 usage={input:120,output:30,total:150}
					""");
		});
	}

	@Test
	void cancelledStreamOfAModelIsAWarning() {
		this.models.slow(Duration.ofMillis(30)).answer(ModelAnswer.text("t", "w", "o"));
		run((context) -> {
			context.getBean(ChatModel.class).stream(new Prompt("2")).take(1).blockLast(Duration.ofSeconds(10));
			assertThat(tree(context)).isEqualTo("chat gpt-stub [generation] WARNING model=gpt-stub\n");
		});
	}

	@Test
	void eachOfSeveralModelsIsAGeneration() {
		this.models.answer(ModelAnswer.text("a"), ModelAnswer.text("b"));
		this.contextRunner.withUserConfiguration(ChatApplication.class).run((context) -> {
			ObservationRegistry registry = context.getBean(ObservationRegistry.class);
			ChatClient second = context.getBean(ChatClientBuilderConfigurer.class)
				.configure(ChatClient.builder(new Ollama().ollama(this.models, registry), registry, null, null, null))
				.build();
			context.getBean(Assistant.class).ask("hi");
			Assistant.join(second.prompt("hi"));
			assertThat(spans(context)).filteredOn((span) -> span.type().equals("generation"))
				.extracting((span) -> span.text("langfuse.observation.model.name"))
				.containsExactly("gpt-stub-1", "llama-stub");
			assertThat(this.server.span("chat llama-stub").text("langfuse.observation.completion_start_time"))
				.isNotNull();
		});
	}

	private static String chat(ApplicationContext context, boolean stream) {
		ChatClient.ChatClientRequestSpec request = context.getBean(ChatClient.Builder.class).build().prompt("hi");
		return stream ? Assistant.join(request) : request.call().content();
	}

	@Configuration(proxyBeanMethods = false)
	static class Anthropic {

		@Bean
		ChatModel anthropic(ModelServer server, ObservationRegistry registry) {
			return AnthropicChatModel.builder()
				.options(AnthropicChatOptions.builder()
					.baseUrl(server.url())
					.apiKey("sk-ant-key")
					.model("claude-stub")
					.maxTokens(300)
					.build())
				.observationRegistry(registry)
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Ollama {

		@Bean
		ChatModel ollama(ModelServer server, ObservationRegistry registry) {
			return OllamaChatModel.builder()
				.ollamaApi(OllamaApi.builder().baseUrl(server.url()).build())
				.options(OllamaChatOptions.builder().model("llama-stub").temperature(0.1).numCtx(2048).build())
				.observationRegistry(registry)
				.build();
		}

	}

}
