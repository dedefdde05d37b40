/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.StructuredChatCompletion;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelAnswer.Call;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Calls through the client of OpenAI arrive at a Langfuse server: the same, however the
 * application calls it.
 */
class OpenAiOnTheWireTests extends VendorClientsTestSupport {

	private static final ChatCompletionCreateParams PARAMS = ChatCompletionCreateParams.builder()
		.model("gpt-stub")
		.addSystemMessage("be brief")
		.addUserMessage("Oslo?")
		.temperature(0.5)
		.maxCompletionTokens(50)
		.addTool(ChatCompletionFunctionTool.builder()
			.function(FunctionDefinition.builder()
				.name("weather")
				.description("of a city")
				.parameters(
						FunctionParameters.builder().putAdditionalProperty("type", JsonValue.from("object")).build())
				.build())
			.build())
		.build();

	@ParameterizedTest
	@ValueSource(strings = { "blocking", "streaming", "async", "async streaming", "raw", "raw streaming" })
	void chatIsAGeneration(String way) {
		this.models.answer(ModelAnswer.text("It is ", "cold").thinking("north"));
		this.contextRunner.run((context) -> {
			OpenAIClient client = LangfuseOpenAi.observe(openAi());
			context.getBean(Langfuse.class)
				.observation("ask")
				.observe(() -> assertThat(ask(client, way)).isEqualTo("It is cold"));
			assertThat(tree(context, 2)).isEqualTo("""
					ask [span]
					  chat gpt-stub [generation] model=gpt-stub-1 %s
					""".formatted(USAGE));
			Span generation = generation();
			assertThat(generation.input()).isEqualTo("[{\"role\":\"system\",\"content\":\"be brief\",\"tools\":"
					+ "[{\"name\":\"weather\",\"description\":\"of a city\",\"parameters\":{\"type\":\"object\"}}]},"
					+ "{\"role\":\"user\",\"content\":\"Oslo?\"}]");
			assertThat(generation.output()).isEqualTo("{\"role\":\"assistant\",\"content\":\"It is cold\","
					+ "\"thinking\":[{\"type\":\"thinking\",\"content\":\"north\"}],\"finish_reason\":\"stop\"}");
			assertThat(generation.text("langfuse.observation.model.parameters"))
				.isEqualTo("{\"temperature\":0.5,\"max_completion_tokens\":50}");
			assertThat(generation.metadata("reasoning_tokens")).isEqualTo("11");
			assertThat(generation.metadata("provider")).isEqualTo("openai");
			assertThat(generation.metadata("request_model")).isEqualTo("gpt-stub");
			assertThat(generation.metadata("response_id")).isEqualTo("chatcmpl-1");
			assertThat(generation.metadata("request_id")).isEqualTo(way.startsWith("async") ? null : "req-1");
			assertThat(generation.metadata("attempts")).isNull();
			assertThat(generation.metadata("stream")).isEqualTo(way.endsWith("streaming") ? "true" : null);
			assertThat(generation.text("langfuse.observation.completion_start_time") != null)
				.isEqualTo(way.endsWith("streaming"));
			assertThat(this.server.requests()).noneMatch((request) -> request.text().contains("sk-key-of-openai"));
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void callsOfToolsAreShown(boolean stream) {
		this.models.answer(ModelAnswer.calls(new Call("c1", "weather", "{\"city\":\"Oslo\"}")));
		this.contextRunner.run((context) -> {
			ask(LangfuseOpenAi.observe(openAi()), stream ? "streaming" : "blocking");
			tree(context, 1);
			assertThat(generation().outputJson().path("tool_calls").toString())
				.isEqualTo("[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"weather\","
						+ "\"arguments\":\"{\\\"city\\\":\\\"Oslo\\\"}\"}}]");
			assertThat(generation().outputJson().path("finish_reason").asString()).isEqualTo("tool_calls");
		});
	}

	@Test
	void structuredOutputsAreShownAsTheModelWroteThem() {
		this.models.answer(ModelAnswer.text("{\"city\":", "\"Oslo\"}"));
		this.contextRunner.run((context) -> {
			StructuredChatCompletion<City> answer = LangfuseOpenAi.observe(openAi())
				.chat()
				.completions()
				.create(new StructuredChatCompletionCreateParams<>(City.class,
						ChatCompletionCreateParams.builder().model("gpt-stub").addUserMessage("where?").build()));
			assertThat(answer.choices().get(0).message().content().orElseThrow().city).isEqualTo("Oslo");
			assertThat(tree(context, 1)).isEqualTo("""
					chat gpt-stub [generation] model=gpt-stub-1 %s
					""".formatted(USAGE));
			assertThat(generation().input()).isEqualTo("[{\"role\":\"user\",\"content\":\"where?\"}]");
			assertThat(generation().outputJson().path("content").asString()).isEqualTo("{\"city\":\"Oslo\"}");
		});
	}

	@Test
	void requestThatTheClientRepeatsIsOneGeneration() {
		this.models.answer(ModelAnswer.status(500), ModelAnswer.status(429), ModelAnswer.text("cold"));
		this.contextRunner.run((context) -> {
			assertThat(ask(LangfuseOpenAi.observe(openAi()), "blocking")).isEqualTo("cold");
			assertThat(tree(context, 1)).isEqualTo("""
					chat gpt-stub [generation] model=gpt-stub-1 %s
					""".formatted(USAGE));
			assertThat(generation().metadata("attempts")).isEqualTo("[{\"status\":500,\"request_id\":\"req-1\"},"
					+ "{\"status\":429,\"request_id\":\"req-2\"},{\"status\":200,\"request_id\":\"req-3\"}]");
			assertThat(generation().metadata("request_id")).isEqualTo("req-3");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "blocking", "streaming", "async" })
	void failureHasItsStatus(String way) {
		this.models.answer(ModelAnswer.status(400));
		this.contextRunner.run((context) -> {
			OpenAIClient client = LangfuseOpenAi.observe(openAi());
			if (way.equals("async")) {
				assertThatExceptionOfType(ExecutionException.class)
					.isThrownBy(() -> client.async().chat().completions().create(PARAMS).get())
					.withCauseInstanceOf(BadRequestException.class);
			}
			else {
				assertThatExceptionOfType(BadRequestException.class).isThrownBy(() -> ask(client, way));
			}
			assertThat(tree(context, 1)).isEqualTo("""
					chat gpt-stub [generation] ERROR model=gpt-stub usage={input:0,output:0}
					""");
			assertThat(generation().metadata("status")).isEqualTo("400");
			assertThat(generation().text("langfuse.observation.status_message")).contains("told to fail");
			assertThat(generation().input()).contains("Oslo?");
		});
	}

	@Test
	void streamThatIsClosedEarlyIsCancelled() {
		this.models.slow(Duration.ofMillis(20)).answer(ModelAnswer.text("It ", "is ", "very ", "cold"));
		this.contextRunner.run((context) -> {
			OpenAIClient client = LangfuseOpenAi.observe(openAi());
			try (StreamResponse<ChatCompletionChunk> stream = client.chat().completions().createStreaming(PARAMS)) {
				assertThat(stream.stream()
					.flatMap((chunk) -> chunk.choices().stream())
					.map((choice) -> choice.delta().content().orElse(""))
					.filter((text) -> !text.isEmpty())
					.findFirst()).contains("It ");
			}
			assertThat(tree(context, 1)).isEqualTo("""
					chat gpt-stub [generation] WARNING model=gpt-stub-1
					""");
			assertThat(generation().outputJson().path("content").asString()).isEqualTo("It ");
			assertThat(generation().text("langfuse.observation.status_message")).isEqualTo("The stream was cancelled");
		});
	}

	@Test
	void streamThatFailsHasWhatThereWas() {
		this.models.answer(ModelAnswer.text("It ", "is ").thenFailing());
		this.contextRunner.run((context) -> {
			OpenAIClient client = LangfuseOpenAi.observe(openAi());
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> ask(client, "streaming"));
			tree(context, 1);
			assertThat(generation().text("langfuse.observation.level")).isEqualTo("ERROR");
			assertThat(generation().outputJson().path("content").asString()).isEqualTo("It is ");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void responsesAreGenerations(boolean stream) {
		this.models.answer(ModelAnswer.text("It is ", "cold").thinking("north"));
		this.contextRunner.run((context) -> {
			OpenAIClient client = LangfuseOpenAi.observe(openAi());
			ResponseCreateParams params = ResponseCreateParams.builder()
				.model("gpt-stub")
				.instructions("be brief")
				.input("Oslo?")
				.maxOutputTokens(50)
				.build();
			if (stream) {
				try (StreamResponse<ResponseStreamEvent> events = client.responses().createStreaming(params)) {
					assertThat(events.stream().count()).isEqualTo(4);
				}
			}
			else {
				assertThat(client.responses().create(params).output()).hasSize(2);
			}
			assertThat(tree(context, 1)).isEqualTo("""
					chat gpt-stub [generation] model=gpt-stub-1 %s
					""".formatted(USAGE));
			assertThat(generation().input()).isEqualTo(
					"[{\"role\":\"system\",\"content\":\"be brief\"},{\"role\":\"user\",\"content\":\"Oslo?\"}]");
			assertThat(generation().output()).isEqualTo("{\"role\":\"assistant\",\"content\":\"It is cold\","
					+ "\"thinking\":[{\"type\":\"thinking\",\"content\":\"north\"}],\"finish_reason\":\"completed\"}");
			assertThat(generation().text("langfuse.observation.model.parameters"))
				.isEqualTo("{\"max_output_tokens\":50}");
			assertThat(generation().text("langfuse.observation.completion_start_time") != null).isEqualTo(stream);
		});
	}

	@Test
	void embeddingsAndImagesAreShownWithoutTheirBytes() {
		this.contextRunner.run((context) -> {
			OpenAIClient client = LangfuseOpenAi.observe(openAi());
			client.embeddings()
				.create(EmbeddingCreateParams.builder()
					.model("embed-stub")
					.inputOfArrayOfStrings(List.of("one", "two"))
					.build());
			client.images().generate(ImageGenerateParams.builder().model("image-stub").prompt("a cat").build());
			assertThat(tree(context, 2)).isEqualTo("""
					embedding embed-stub [embedding] model=embed-stub-1 usage={input:7,total:7}
					image image-stub [generation] model=image-stub
					""");
			Span embedding = this.server.span("embedding embed-stub");
			assertThat(embedding.input()).isEqualTo("[\"one\",\"two\"]");
			assertThat(embedding.output()).isEqualTo("{\"count\":2,\"dimensions\":3}");
			assertThat(generation().input()).isEqualTo("a cat");
			assertThat(generation().output()).doesNotContain("iVBORw0").contains("http://images/1.png");
		});
	}

	@Test
	void usageIsNotCountedByAnEnclosingGenerationToo() {
		this.models.answer(ModelAnswer.text("cold"));
		this.contextRunner.run((context) -> {
			OpenAIClient client = LangfuseOpenAi.observe(openAi());
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("ours").type(ObservationType.GENERATION).observe(() -> ask(client, "blocking"));
			assertThat(tree(context, 2)).isEqualTo("""
					ours [generation] usage={input:0,output:0}
					  chat gpt-stub [generation] model=gpt-stub-1 %s
					""".formatted(USAGE));
		});
	}

	@Test
	void withoutAnApplicationClientsWorkAsEver() {
		this.models.answer(ModelAnswer.text("cold"), ModelAnswer.text("warm"));
		OpenAIClient client = openAi();
		OpenAIClient observed = LangfuseOpenAi.observe(client);
		assertThat(LangfuseOpenAi.observe(observed)).isSameAs(observed);
		assertThat(observed).isEqualTo(observed).isNotEqualTo(client);
		assertThat(ask(observed, "blocking")).isEqualTo("cold");
		assertThat(ask(observed.withOptions((options) -> options.maxRetries(1)), "streaming")).isEqualTo("warm");
		observed.close();
	}

	static String ask(OpenAIClient client, String way) {
		return switch (way) {
			case "blocking" -> text(client.chat().completions().create(PARAMS));
			case "streaming" -> text(client.chat().completions().createStreaming(PARAMS));
			case "async" -> text(client.async().chat().completions().create(PARAMS).join());
			case "async streaming" -> {
				StringBuilder text = new StringBuilder();
				AsyncStreamResponse<ChatCompletionChunk> stream = client.async()
					.chat()
					.completions()
					.createStreaming(PARAMS);
				CompletableFuture<Void> completed = stream.onCompleteFuture();
				stream.subscribe((chunk) -> chunk.choices()
					.forEach((choice) -> text.append(choice.delta().content().orElse(""))));
				completed.join();
				yield text.toString();
			}
			case "raw" -> {
				HttpResponseFor<ChatCompletion> response = client.withRawResponse().chat().completions().create(PARAMS);
				assertThat(response.statusCode()).isEqualTo(200);
				yield text(response.parse());
			}
			default -> text(client.withRawResponse().chat().completions().createStreaming(PARAMS).parse());
		};
	}

	private static String text(ChatCompletion completion) {
		return completion.choices().get(0).message().content().orElse("");
	}

	private static String text(StreamResponse<ChatCompletionChunk> response) {
		StringBuilder text = new StringBuilder();
		try (response) {
			response.stream()
				.flatMap((chunk) -> chunk.choices().stream())
				.forEach((choice) -> text.append(choice.delta().content().orElse("")));
		}
		return text.toString();
	}

	static class City {

		public String city;

	}

}
