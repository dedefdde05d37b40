/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.langfuse4j.prompt.ChatPrompt;
import dev.langfuse4j.prompt.LangfusePrompts;
import dev.langfuse4j.prompt.PromptCompileException;
import dev.langfuse4j.prompt.PromptLink;
import dev.langfuse4j.prompt.PromptMessage;
import dev.langfuse4j.prompt.PromptPlaceholder;
import dev.langfuse4j.prompt.TextPrompt;
import dev.langfuse4j.springai.ChatApplication.Assistant;
import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelAnswer.Call;
import dev.langfuse4j.testing.PromptServer;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Generations are linked to prompts on the wire.
 */
class PromptLinksOnTheWireTests extends SpringAiTestSupport {

	private static final String BRACES = PromptServer.BRACES;

	private final PromptServer promptServer = new PromptServer();

	private final LangfusePrompts prompts = this.promptServer.prompts();

	@AfterEach
	void closePrompts() {
		this.promptServer.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void messagesAndOptionsOfAPromptLinkTheirGeneration(boolean stream) {
		this.models.answer(ModelAnswer.text("Cold"));
		run((context) -> {
			ChatPrompt prompt = this.prompts.chat("chat/a")
				.label("canary")
				.get()
				.with("city", "{Oslo} {{question}}")
				.with("question", "Why {this}?")
				.placeholder("history", List.of(PromptMessage.user("{{city}}"), PromptMessage.assistant("ok")));
			call(context.getBean(ChatClient.class)
				.prompt()
				.messages(LangfuseSpringAi.messages(prompt))
				.options(LangfuseSpringAi.options(prompt)), stream);
			Span generation = generations(spans(context)).get(0);
			assertThat(PromptServer.link(generation)).isEqualTo("chat/a 7");
			assertThat(generation.attributes().get("langfuse.observation.prompt.version").path("intValue").isNumber())
				.isTrue();
			assertThat(generation.metadata("prompt_label")).isEqualTo("canary");
			assertThat(this.server.spans()).filteredOn((span) -> PromptServer.link(span) != null)
				.containsExactly(generation);
			assertThat(sent(0)).containsExactly("system " + BRACES + " in {Oslo} {{question}}", "user {{city}}",
					"assistant ok", "user Why {this}?");
			JsonNode request = this.models.requests().get(0);
			assertThat(request.path("model").asString()).isEqualTo("gpt-of-the-prompt");
			assertThat(request.path("temperature").asDouble()).isEqualTo(0.5);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void eachGenerationOfAToolLoopIsLinked(boolean stream) {
		this.models.answer(ModelAnswer.calls(new Call("c1", "weather", "{\"city\":\"Oslo\"}")),
				ModelAnswer.text("Cold"), ModelAnswer.calls(new Call("c2", "weather", "{\"city\":\"Rome\"}")),
				ModelAnswer.text("Hot"));
		run((context) -> {
			TextPrompt prompt = this.prompts.text("t").get();
			ChatClient client = context.getBean(ChatClient.class);
			ChatApplication.Weather weather = context.getBean(ChatApplication.Weather.class);
			call(client.prompt()
				.system((system) -> LangfuseSpringAi.system(system, prompt))
				.user("Oslo?")
				.tools(weather), stream);
			call(client.prompt().user((user) -> LangfuseSpringAi.user(user, prompt)).tools(weather), stream);
			List<Span> spans = spans(context);
			assertThat(generations(spans)).hasSize(4).allMatch((span) -> "t 7".equals(PromptServer.link(span)));
			assertThat(spans).filteredOn((span) -> PromptServer.link(span) != null).hasSize(4);
			assertThat(sent(0)).first().isEqualTo("system " + BRACES + " in {{city}}");
		});
	}

	@Test
	void promptsAtTheSameTimeAreToldApart() {
		this.models.answer(Stream.generate(() -> ModelAnswer.text("ok")).limit(8).toArray(ModelAnswer[]::new));
		run((context) -> {
			ChatClient client = context.getBean(ChatClient.class);
			Flux.range(0, 8)
				.flatMap((i) -> client.prompt()
					.messages(LangfuseSpringAi.systemMessage(this.prompts.text("t" + i).get()),
							new UserMessage("question " + i))
					.stream()
					.content()
					.collectList(), 8)
				.collectList()
				.block(Duration.ofSeconds(20));
			assertThat(generations(spans(context))).hasSize(8)
				.allSatisfy((span) -> assertThat(span.inputJson().get(1).path("content").asString())
					.isEqualTo("question " + PromptServer.link(span).charAt(1)));
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void promptOfAFormerTurnIsNotLinkedAgain(boolean stream) {
		this.models.answer(ModelAnswer.text("one"), ModelAnswer.text("two"), ModelAnswer.text("three"));
		run((context) -> {
			MessageChatMemoryAdvisor memory = MessageChatMemoryAdvisor
				.builder(MessageWindowChatMemory.builder().build())
				.build();
			ChatClient client = context.getBean(ChatClient.Builder.class).defaultAdvisors(memory).build();
			TextPrompt prompt = this.prompts.text("t").get();
			call(client.prompt()
				.user((user) -> LangfuseSpringAi.user(user, prompt))
				.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, "c")), stream);
			call(client.prompt()
				.user("And now?")
				.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, "c")), stream);
			call(client.prompt()
				.messages(LangfuseSpringAi.userMessage(this.prompts.text("t3").get()))
				.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, "c")), stream);
			List<Span> generations = generations(spans(context)).stream()
				.sorted((first, second) -> Long.compare(first.startTime(), second.startTime()))
				.toList();
			assertThat(sent(1)).hasSize(3);
			assertThat(generations).extracting(PromptServer::link).containsExactly("t 7", null, "t3 7");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void callOfPlainTextsIsLinkedByItsParameter(boolean stream) {
		this.models.answer(ModelAnswer.text("ok"), ModelAnswer.text("ok"));
		run((context) -> {
			TextPrompt prompt = this.prompts.text("t").get();
			ChatClient client = context.getBean(ChatClient.class);
			call(client.prompt().user(prompt.with("city", "Oslo").text()).advisors(LangfuseSpringAi.link(prompt)),
					stream);
			assertThat(generations(spans(context))).singleElement().returns("t 7", PromptServer::link);
			TextPrompt fallback = this.promptServer.fallback();
			call(client.prompt().user(fallback.text()).advisors(LangfuseSpringAi.link(fallback)), stream);
			assertThat(generations(spans(context))).filteredOn((span) -> PromptServer.link(span) == null).hasSize(1);
		});
	}

	@Test
	void fallbackIsNeverLinkedAlsoOverALinkedDefault() {
		this.models.answer(ModelAnswer.text("ok"));
		run((context) -> {
			TextPrompt linked = this.prompts.text("t").get();
			ChatClient client = context.getBean(ChatClient.Builder.class)
				.defaultSystem((system) -> LangfuseSpringAi.system(system, linked))
				.build();
			call(client.prompt()
				.system((system) -> LangfuseSpringAi.system(system, this.promptServer.fallback()))
				.user("?"), false);
			assertThat(generations(spans(context))).singleElement().returns(null, PromptServer::link);
			assertThat(sent(0)).first().isEqualTo("system own");
		});
	}

	@Test
	void modelThatIsCalledDirectlyIsLinked() {
		this.models.answer(ModelAnswer.text("ok"));
		run((context) -> {
			ChatPrompt prompt = this.prompts.chat("chat").get().placeholder("history", List.of());
			context.getBean(ChatModel.class).call(new Prompt(LangfuseSpringAi.messages(prompt)));
			assertThat(generations(spans(context))).singleElement().returns("chat 7", PromptServer::link);
		});
	}

	@Test
	void linkSurvivesADatabase() {
		Message read = UserMessage.builder()
			.text("x")
			.metadata(Map.of("langfuse.prompt.name", "t", "langfuse.prompt.version", "3"))
			.build();
		assertThat(PromptLinks.find(List.of(read))).isEqualTo(new PromptLink("t", 3, null));
		assertThat(PromptLinks.find(List.of(read, new AssistantMessage("a")))).isNull();
		assertThat(PromptLinks.find(List.of(read, new SystemMessage("s"), new UserMessage("u")))).isNull();
	}

	@Test
	void roleOfWhichThereIsNoMessageIsRefused() {
		this.promptServer.without();
		ChatPrompt prompt = this.prompts.chat("missing")
			.fallback(new PromptMessage("tool", "secret"), new PromptPlaceholder("p"))
			.get()
			.lenient();
		assertThatExceptionOfType(PromptCompileException.class).isThrownBy(() -> LangfuseSpringAi.messages(prompt))
			.withMessageContaining("has the role 'tool'")
			.withMessageNotContaining("secret");
	}

	@Test
	void optionsAreThoseThatAllModelsHave() {
		ChatOptions options = LangfuseSpringAi.options(this.prompts.text("t").get()).build();
		assertThat(options.getModel()).isEqualTo("gpt-of-the-prompt");
		assertThat(options.getTemperature()).isEqualTo(0.5);
		assertThat(options.getTopP()).isEqualTo(1.0);
		assertThat(options.getMaxTokens()).isEqualTo(9);
		assertThat(options.getStopSequences()).containsExactly("END");
		assertThat(options.getTopK()).isNull();
	}

	private static void call(ChatClientRequestSpec request, boolean stream) {
		if (stream) {
			Assistant.join(request);
		}
		else {
			request.call().content();
		}
	}

	private List<String> sent(int request) {
		return this.models.requests()
			.get(request)
			.path("messages")
			.valueStream()
			.map((message) -> message.path("role").asString() + " " + message.path("content").asString())
			.toList();
	}

}
