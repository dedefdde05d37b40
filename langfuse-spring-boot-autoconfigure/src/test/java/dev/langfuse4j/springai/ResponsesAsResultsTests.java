/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelAnswer.Call;
import dev.langfuse4j.testing.Span;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Observed methods that return responses of Spring AI, whole or in chunks.
 */
class ResponsesAsResultsTests extends SpringAiTestSupport {

	private static final String HELLO = "{\"role\":\"assistant\",\"content\":\"Hello\",\"finish_reason\":\"stop\"}";

	@Test
	void responseIsShownAsItsMessage() {
		this.models.answer(ModelAnswer.text("Hello"), ModelAnswer.text("Hello"), ModelAnswer.text("Hello"));
		run((answers, result) -> {
			answers.response();
			result.accept("response", HELLO);
			answers.clientResponse();
			result.accept("clientResponse", HELLO);
			answers.generation();
			result.accept("generation", HELLO);
		});
	}

	@Test
	void chunksAreShownAsTheMessageThatTheyMake() {
		this.models.answer(ModelAnswer.text("Hel", "lo"), ModelAnswer.text("Hel", "lo"), ModelAnswer.text("Hel", "lo"));
		run((answers, result) -> {
			assertThat(answers.responses().collectList().block()).hasSizeGreaterThan(2);
			result.accept("responses", HELLO);
			answers.clientResponses().blockLast();
			result.accept("clientResponses", HELLO);
			answers.begun().takeUntil((chunk) -> "Hel".equals(chunk.getResult().getOutput().getText())).blockLast();
			result.accept("begun", "{\"role\":\"assistant\",\"content\":\"Hel\"}");
		});
	}

	@Test
	void manyChunksAreOneMessage() {
		this.models.answer(ModelAnswer.text(Collections.nCopies(1_500, "word ").toArray(String[]::new)));
		run((answers, result) -> {
			answers.responses().blockLast();
			result.accept("responses", "{\"role\":\"assistant\",\"content\":\"" + "word ".repeat(1_500)
					+ "\",\"finish_reason\":\"stop\"}");
		});
	}

	/**
	 * The cut is as exact as that of a text: what is kept and what is missing add up.
	 */
	@Test
	void answerThatIsTooLongIsCutLikeAText() {
		this.models.answer(ModelAnswer.text(Collections.nCopies(1_500, "words ".repeat(10)).toArray(String[]::new)));
		this.contextRunner.withPropertyValues("langfuse.capture.max-text-length=5000")
			.withUserConfiguration(ChatApplication.class, Answers.class)
			.run((context) -> {
				context.getBean(Answers.class).responses().blockLast();
				spans(context);
				String content = this.server.span("responses").outputJson().path("content").asString();
				assertThat(content.length()).isLessThan(5_100);
				int kept = content.indexOf('…');
				int missing = Integer.parseInt(content.replaceAll("(?s).*\\[(\\d+) more characters]", "$1"));
				assertThat(kept).isGreaterThan(4_000);
				assertThat(kept + missing).isEqualTo(1_500 * 60);
			});
	}

	@Test
	void chunksThatCallToolsHaveTheCalls() {
		this.models.answer(ModelAnswer.calls(new Call("c1", "weather", "{\"city\":\"Oslo\"}")));
		run((answers, result) -> {
			answers.modelResponses().blockLast();
			result.accept("modelResponses", null);
			Span span = this.server.span("modelResponses");
			assertThat(span.outputJson().at("/tool_calls/0/function/name").asString()).isEqualTo("weather");
			assertThat(span.outputJson().path("finish_reason").asString()).isEqualTo("tool_calls");
		});
	}

	@Test
	void refusalIsTheOutput() {
		String refused = "I cannot help with that";
		this.models.answer(ModelAnswer.refusal(refused), ModelAnswer.refusal("I cannot ", "help with that"));
		run((answers, result) -> {
			answers.response();
			answers.responses().blockLast();
			result.accept("response",
					"{\"role\":\"assistant\",\"content\":\"" + refused + "\",\"finish_reason\":\"stop\"}");
			assertThat(this.server.spans())
				.filteredOn((span) -> List.of("response", "responses", "spring_ai chat_client", "chat gpt-stub")
					.contains(span.name()))
				.hasSize(6)
				.allSatisfy((span) -> assertThat(span.output()).contains(refused));
		});
	}

	private void run(BiConsumer<Answers, BiConsumer<String, @Nullable String>> code) {
		this.contextRunner.withUserConfiguration(ChatApplication.class, Answers.class)
			.run((context) -> code.accept(context.getBean(Answers.class), (name, output) -> {
				spans(context);
				if (output != null) {
					assertThat(this.server.span(name).output()).isEqualTo(output);
				}
				assertThat(this.server.span(name).attributes().keySet()).noneMatch((key) -> key.contains("usage"));
			}));
	}

	static class Answers {

		private final ChatClient client;

		private final OpenAiChatModel model;

		Answers(ChatClient client, OpenAiChatModel model) {
			this.client = client;
			this.model = model;
		}

		@Observe
		ChatResponse response() {
			return this.client.prompt("hi").call().chatResponse();
		}

		@Observe
		ChatClientResponse clientResponse() {
			return this.client.prompt("hi").call().chatClientResponse();
		}

		@Observe
		Generation generation() {
			return this.client.prompt("hi").call().chatResponse().getResult();
		}

		@Observe
		Flux<ChatResponse> responses() {
			return this.client.prompt("hi").stream().chatResponse();
		}

		@Observe
		Flux<ChatResponse> begun() {
			return responses();
		}

		@Observe
		Flux<ChatClientResponse> clientResponses() {
			return this.client.prompt("hi").stream().chatClientResponse();
		}

		@Observe
		Flux<ChatResponse> modelResponses() {
			return this.model.stream(new Prompt("hi"));
		}

	}

}
