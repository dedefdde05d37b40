/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.image.ImageModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiImageModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.TokenStream;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.autoconfigure.score.LangfuseScoreAutoConfiguration;
import dev.langfuse4j.langchain4j.AssistantApplication.Weather;
import dev.langfuse4j.prompt.ChatPrompt;
import dev.langfuse4j.prompt.LangfusePrompts;
import dev.langfuse4j.prompt.PromptCompileException;
import dev.langfuse4j.prompt.PromptMessage;
import dev.langfuse4j.prompt.PromptPlaceholder;
import dev.langfuse4j.prompt.TextPrompt;
import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelAnswer.Call;
import dev.langfuse4j.testing.ModelServer;
import dev.langfuse4j.testing.PromptServer;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Models receive prompts, and their generations are linked to them.
 */
class LangfuseLangChain4jTests extends LangChain4jTestSupport {

	private final PromptServer promptServer = new PromptServer();

	private final LangfusePrompts prompts = this.promptServer.prompts();

	@AfterEach
	void closePrompts() {
		this.promptServer.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void requestAndOptionsOfAPromptLinkTheirGeneration(boolean stream) {
		this.models.answer(ModelAnswer.text("Cold"));
		run((context) -> {
			ChatPrompt prompt = this.prompts.chat("chat/a")
				.label("canary")
				.get()
				.with("city", "{Oslo} {{question}}")
				.with("question", "Why {this}?")
				.placeholder("history", List.of(PromptMessage.user("{{city}}"), PromptMessage.assistant("ok")));
			call(context, LangfuseLangChain4j.request(prompt), LangfuseLangChain4j.options(prompt), stream);
			Span generation = generations(spans(context)).get(0);
			assertThat(PromptServer.link(generation)).isEqualTo("chat/a 7");
			assertThat(generation.attributes().get("langfuse.observation.prompt.version").path("intValue").isNumber())
				.isTrue();
			assertThat(generation.metadata("prompt_label")).isEqualTo("canary");
			assertThat(sent(0)).containsExactly("system " + PromptServer.BRACES + " in {Oslo} {{question}}",
					"user {{city}}", "assistant ok", "user Why {this}?");
			JsonNode request = this.models.requests().get(0);
			assertThat(request.path("model").asString()).isEqualTo("gpt-of-the-prompt");
			assertThat(request.path("temperature").asDouble()).isEqualTo(0.5);
			assertThat(request.toString()).doesNotContain("langfuse");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void requestAloneIsLinkedByItsLastMessageOfTheUser(boolean stream) {
		this.models.answer(ModelAnswer.text("Cold"), ModelAnswer.text("Hot"));
		run((context) -> {
			TextPrompt prompt = this.prompts.text("t").get();
			call(context, LangfuseLangChain4j.request(prompt), ChatRequestOptions.EMPTY, stream);
			TextPrompt fallback = this.promptServer.fallback();
			call(context, LangfuseLangChain4j.request(fallback), LangfuseLangChain4j.options(fallback), stream);
			assertThat(links(context)).containsExactly("t 7", null);
			assertThat(sent(1)).containsExactly("user own");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void systemMessageOfAServiceIsNoTemplate(boolean stream) {
		this.models.answer(ModelAnswer.calls(new Call("c1", "weather", "{\"city\":\"Oslo\"}")),
				ModelAnswer.text("cold"));
		run((context) -> {
			Linked service = service(context);
			assertThat(stream ? AssistantApplication.Desk.join(service.stream("Oslo?")) : service.ask("Oslo?"))
				.isEqualTo("cold");
			assertThat(links(context)).containsExactly("t 7", "t 7");
			assertThat(sent(0)).containsExactly("system " + PromptServer.BRACES + " in {{x}} {{current_date}}",
					"user Oslo?");
			assertThat(this.server.spans()).filteredOn((span) -> PromptServer.link(span) != null).hasSize(2);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void callOfAServiceIsLinkedByItsParameter(boolean stream) {
		this.models.answer(ModelAnswer.text("cold"), ModelAnswer.text("warm"));
		run((context) -> {
			Linked service = service(context);
			InvocationParameters link = LangfuseLangChain4j.link(this.prompts.text("other").get());
			if (stream) {
				AssistantApplication.Desk.join(service.stream("Oslo?", link));
				AssistantApplication.Desk.join(service.stream("Oslo?", new InvocationParameters()));
			}
			else {
				service.ask("Oslo?", link);
				service.ask("Oslo?", new InvocationParameters());
			}
			assertThat(links(context)).containsExactly("other 7", "t 7");
		});
	}

	@Test
	void fallbackIsNotLinkedAlsoWhereItReplacesAPrompt() {
		this.models.answer(ModelAnswer.text("one"), ModelAnswer.text("two"));
		run((context) -> {
			InvocationParameters parameters = new InvocationParameters();
			AtomicReference<TextPrompt> prompt = new AtomicReference<>(this.prompts.text("t").get());
			Linked service = AiServices.builder(Linked.class)
				.chatModel(context.getBean(OpenAiChatModel.class))
				.systemMessageTransformer(LangfuseLangChain4j.systemMessage((call) -> prompt.get()))
				.build();
			service.ask("hi", parameters);
			prompt.set(this.promptServer.fallback());
			service.ask("hi", parameters);
			assertThat(links(context)).containsExactly("t 7", null);
		});
	}

	@Test
	void callsAtTheSameTimeAreToldApart() {
		this.models.answer(Stream.generate(() -> ModelAnswer.text("ok")).limit(8).toArray(ModelAnswer[]::new));
		run((context) -> {
			Linked service = service(context);
			CompletableFuture
				.allOf(IntStream.range(0, 8)
					.mapToObj((i) -> CompletableFuture.runAsync(() -> AssistantApplication.Desk.join(service
						.stream("question " + i, LangfuseLangChain4j.link(this.prompts.text("t" + i).get())))))
					.toArray(CompletableFuture[]::new))
				.orTimeout(20, TimeUnit.SECONDS)
				.join();
			assertThat(generations(spans(context))).hasSize(8)
				.allSatisfy((span) -> assertThat(span.inputJson().get(1).path("content").asString())
					.isEqualTo("question " + PromptServer.link(span).charAt(1)));
		});
	}

	@Test
	void promptOfAFormerTurnIsNotLinkedAgain() {
		this.models.answer(ModelAnswer.text("one"), ModelAnswer.text("two"));
		run((context) -> {
			OpenAiChatModel model = model(context);
			ChatMemory memory = MessageWindowChatMemory.withMaxMessages(10);
			memory.add(LangfuseLangChain4j.userMessage(this.prompts.text("t").get()));
			memory.add(model.chat(memory.messages()).aiMessage());
			memory.add(UserMessage.from("And now?"));
			model.chat(memory.messages());
			assertThat(links(context)).containsExactly("t 7", null);
		});
	}

	@Test
	void placeholderTakesCallsOfTools() {
		this.models.answer(ModelAnswer.text("cold"));
		run((context) -> {
			ToolExecutionRequest weather = ToolExecutionRequest.builder()
				.id("c1")
				.name("weather")
				.arguments("{}")
				.build();
			List<ChatMessage> history = List.of(UserMessage.from("{{question}}"), AiMessage.from(weather),
					ToolExecutionResultMessage.from(weather, "12"));
			ChatPrompt prompt = this.prompts.chat("chat").get().with("question", "Why?");
			call(context,
					ChatRequest.builder()
						.messages(LangfuseLangChain4j.messages(prompt, Map.of("history", history)))
						.build(),
					ChatRequestOptions.EMPTY, false);
			assertThat(links(context)).containsExactly("chat 7");
			JsonNode sent = this.models.requests().get(0).path("messages");
			assertThat(sent.at("/1/content").asString()).isEqualTo("{{question}}");
			assertThat(sent.at("/2/tool_calls/0/function/name").asString()).isEqualTo("weather");
			assertThat(sent.at("/3/tool_call_id").asString()).isEqualTo("c1");
			assertThat(sent.at("/4/content").asString()).isEqualTo("Why?");
		});
	}

	@Test
	void roleOfWhichThereIsNoMessageIsRefused() {
		this.promptServer.without();
		ChatPrompt prompt = this.prompts.chat("missing")
			.fallback(new PromptMessage("tool", "secret"), new PromptPlaceholder("p"))
			.get()
			.lenient();
		assertThatExceptionOfType(PromptCompileException.class).isThrownBy(() -> LangfuseLangChain4j.messages(prompt))
			.withMessageContaining("has the role 'tool'")
			.withMessageNotContaining("secret");
	}

	@Test
	void parametersAreThoseThatAllModelsHave() {
		ChatRequestParameters parameters = LangfuseLangChain4j.parameters(this.prompts.text("t").get());
		assertThat(parameters.modelName()).isEqualTo("gpt-of-the-prompt");
		assertThat(parameters.temperature()).isEqualTo(0.5);
		assertThat(parameters.topP()).isEqualTo(1.0);
		assertThat(parameters.maxOutputTokens()).isEqualTo(9);
		assertThat(parameters.stopSequences()).containsExactly("END");
		assertThat(parameters.topK()).isNull();
	}

	@Test
	void streamingModelThatIsCalledByHandShowsItsFirstToken() {
		this.models.answer(ModelAnswer.text("It ", "is"));
		run((context) -> {
			call(context, ChatRequest.builder().messages(UserMessage.from("hi")).build(), ChatRequestOptions.EMPTY,
					true);
			spans(context);
			Span generation = this.server.span("chat gpt-stub");
			assertThat(generation.text("langfuse.observation.completion_start_time")).isNotNull();
			assertThat(generation.metadata("stream")).isEqualTo("true");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void callerScoresItsAnswer(boolean stream) {
		this.models.answer(ModelAnswer.text("cold"));
		this.contextRunner.withConfiguration(AutoConfigurations.of(LangfuseScoreAutoConfiguration.class))
			.withUserConfiguration(AssistantApplication.class)
			.run((context) -> {
				Linked service = service(context);
				InvocationParameters parameters = new InvocationParameters();
				assertThat(LangfuseLangChain4j.observation(parameters).traceId()).isNull();
				if (stream) {
					AssistantApplication.Desk.join(service.stream("Oslo?", parameters));
				}
				else {
					service.ask("Oslo?", parameters);
				}
				spans(context);
				Span call = this.server.span(stream ? "Linked.stream" : "Linked.ask");
				assertThat(LangfuseLangChain4j.observation(parameters).traceId()).isEqualTo(call.traceId());
				assertThat(LangfuseLangChain4j.observation(parameters).observationId()).isEqualTo(call.id());
				LangfuseLangChain4j.observation(parameters).score("helpful", true);
				context.getBean(Langfuse.class).flush(Duration.ofSeconds(10));
				assertThat(this.server.scores()).singleElement().satisfies((score) -> {
					assertThat(score.path("traceId").asString()).isEqualTo(call.traceId());
					assertThat(score.path("observationId").asString()).isEqualTo(call.id());
				});
			});
	}

	@Test
	void imageModelIsAGeneration() {
		run((context) -> {
			ImageModel painter = LangfuseLangChain4j.observe(OpenAiImageModel.builder()
				.baseUrl(this.models.url() + "/v1")
				.apiKey("sk-key")
				.modelName("paint-stub")
				.maxRetries(0)
				.build());
			painter.generate("a cat", 2);
			assertThat(tree(context)).isEqualTo("image [generation]\n");
			Span generation = this.server.span("image");
			assertThat(generation.input()).isEqualTo("a cat");
			assertThat(generation.outputJson()).hasSize(2);
			assertThat(generation.outputJson().at("/0/image_url/url").asString()).isEqualTo("http://images/1.png");
			assertThat(generation.output()).doesNotContain("iVBORw0");
		});
	}

	private Linked service(ApplicationContext context) {
		return AiServices.builder(Linked.class)
			.chatModel(context.getBean(OpenAiChatModel.class))
			.streamingChatModel(context.getBean(OpenAiStreamingChatModel.class))
			.tools(context.getBean(Weather.class))
			.systemMessageTransformer(LangfuseLangChain4j
				.systemMessage((call) -> this.prompts.text("t").get().with("city", "{{x}} {{current_date}}")))
			.build();
	}

	private static OpenAiChatModel model(ApplicationContext context) {
		return OpenAiChatModel.builder()
			.baseUrl(context.getBean(ModelServer.class).url() + "/v1")
			.apiKey("sk-key")
			.modelName("gpt-stub")
			.maxRetries(0)
			.listeners(List.of(context.getBean(LangfuseChatModelListener.class)))
			.build();
	}

	private static void call(ApplicationContext context, ChatRequest request, ChatRequestOptions options,
			boolean stream) {
		if (!stream) {
			model(context).chat(request, options);
			return;
		}
		CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
		LangfuseLangChain4j.observe(context.getBean(OpenAiStreamingChatModel.class))
			.chat(request, options, new StreamingChatResponseHandler() {

				@Override
				public void onCompleteResponse(ChatResponse response) {
					answer.complete(response);
				}

				@Override
				public void onError(Throwable error) {
					answer.completeExceptionally(error);
				}

			});
		answer.orTimeout(10, TimeUnit.SECONDS).join();
	}

	private List<String> links(ApplicationContext context) {
		return generations(spans(context)).stream()
			.sorted((first, second) -> Long.compare(first.startTime(), second.startTime()))
			.map(PromptServer::link)
			.toList();
	}

	private List<String> sent(int request) {
		return this.models.requests()
			.get(request)
			.path("messages")
			.valueStream()
			.map((message) -> message.path("role").asString() + " " + message.path("content").asString())
			.toList();
	}

	interface Linked {

		@SystemMessage("replaced")
		String ask(String question);

		String ask(@dev.langchain4j.service.UserMessage String question, InvocationParameters parameters);

		TokenStream stream(String question);

		TokenStream stream(@dev.langchain4j.service.UserMessage String question, InvocationParameters parameters);

	}

}
