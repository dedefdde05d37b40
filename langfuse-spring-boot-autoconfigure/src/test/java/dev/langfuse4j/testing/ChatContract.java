/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.time.Duration;
import java.time.Instant;

import dev.langfuse4j.testing.ModelAnswer.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Chats arrive at a Langfuse server: the same from each framework, whether an answer is
 * streamed or not.
 */
public abstract class ChatContract extends AiTestSupport {

	private static final String GENERATION = "    chat gpt-stub [generation] model=gpt-stub-1 " + USAGE + "\n";

	private static final String TOOL = "    execute_tool weather [tool]\n      measure [span]\n";

	protected ChatContract(Class<?> application, AutoConfigurations autoConfigurations) {
		super(application, autoConfigurations);
	}

	/**
	 * Asks an assistant that has to be brief, by an observed method named {@code ask}.
	 */
	protected abstract String ask(ApplicationContext context, String question, boolean stream);

	/**
	 * Asks an assistant that can call the tool {@code weather}, by an observed method.
	 */
	protected abstract String askWithTools(ApplicationContext context, String question, boolean stream);

	/**
	 * Asks an assistant with the tool, by an observed method named {@code ask} that
	 * returns the stream.
	 */
	protected abstract Flux<String> flux(ApplicationContext context, String question);

	/**
	 * The names of the observed methods, and what the framework has between them and the
	 * model.
	 */
	protected abstract Shape shape(boolean stream);

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	protected void answerIsAGeneration(boolean stream) {
		this.models.answer(ModelAnswer.text("It is ", "21 ", "degrees").thinking("warm?"));
		run((context) -> {
			assertThat(ask(context, "hi", stream)).isEqualTo("It is 21 degrees");
			assertThat(tree(context)).isEqualTo("ask [span]\n  " + shape(stream).call() + '\n' + GENERATION);
			Span call = named(shape(stream).name()).get(0);
			assertThat(call.input())
				.isEqualTo("[{\"role\":\"system\",\"content\":\"be brief\"},{\"role\":\"user\",\"content\":\"hi\"}]");
			assertThat(call.output()).isEqualTo("It is 21 degrees");
			assertThat(call.attributes()).doesNotContainKeys("langfuse.observation.usage_details");
			Span generation = this.server.span("chat gpt-stub");
			assertThat(generation.inputJson().at("/1/content").asString()).isEqualTo("hi");
			assertThat(generation.output()).isEqualTo("{\"role\":\"assistant\",\"content\":\"It is 21 degrees\","
					+ "\"thinking\":[{\"type\":\"thinking\",\"content\":\"warm?\"}],\"finish_reason\":\"stop\"}");
			assertThat(generation.metadata("reasoning_tokens")).isEqualTo("11");
			assertThat(generation.text("langfuse.observation.model.parameters"))
				.isEqualTo("{\"temperature\":0.3,\"max_completion_tokens\":500,\"reasoning_effort\":\"low\"}");
			assertThat(generation.metadata("provider")).isEqualTo("openai");
			assertThat(generation.metadata("request_model")).isEqualTo("gpt-stub");
			assertThat(generation.metadata("response_id")).isEqualTo("chatcmpl-1");
			assertThat(generation.metadata("stream")).isEqualTo(stream ? "true" : null);
			assertThat(this.server.requests()).noneMatch((request) -> request.text().contains("sk-key-of-openai"));
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	protected void toolsAreCalledInRoundsBetweenGenerations(boolean stream) {
		this.models.answer(
				ModelAnswer.calls(new Call("c1", "weather", "{\"city\":\"Oslo\"}"),
						new Call("c2", "weather", "{\"city\":\"Rome!\"}")),
				ModelAnswer.calls(new Call("c3", "weather", "{\"city\":\"Paris\"}")),
				ModelAnswer.text("Rome", " is warm"));
		run((context) -> {
			assertThat(askWithTools(context, "where?", stream)).isEqualTo("Rome is warm");
			assertThat(tree(context)).isEqualTo(shape(stream).withTools() + " [span]\n  " + shape(stream).call() + '\n'
					+ GENERATION + TOOL + TOOL + GENERATION + TOOL + GENERATION);
			Span first = named("chat gpt-stub").get(0);
			assertThat(first.inputJson().at("/0/tools/0/name").asString()).isEqualTo("weather");
			assertThat(first.inputJson().at("/0/tools/0/parameters/properties/city/description").asString())
				.isEqualTo("the city");
			assertThat(first.outputJson().at("/tool_calls/1/function/arguments").asString())
				.isEqualTo("{\"city\":\"Rome!\"}");
			assertThat(first.outputJson().path("finish_reason").asString()).isEqualTo(shape(stream).toolsReason());
			JsonNode second = named("chat gpt-stub").get(1).inputJson();
			assertThat(second.findValues("tools")).hasSize(1);
			assertThat(second.valueStream().map((message) -> message.path("role").asString()).toList()).endsWith("user",
					"assistant", "tool", "tool");
			assertThat(second.get(second.size() - 1).path("tool_call_id").asString()).isEqualTo("c2");
			assertThat(second.get(second.size() - 1).path("content").asString()).contains("15");
			Span tool = named("execute_tool weather").get(0);
			assertThat(tool.input()).isEqualTo("{\"city\":\"Oslo\"}");
			assertThat(tool.outputJson().path("degrees").asInt()).isEqualTo(12);
			assertThat(tool.metadata("tool_call_id")).isEqualTo("c1");
		});
	}

	@Test
	protected void streamOfAnObservedMethodIsBelowIt() {
		this.models.answer(ModelAnswer.calls(new Call("c1", "weather", "{\"city\":\"Oslo\"}")),
				ModelAnswer.text("It is ", "cold"), ModelAnswer.text("It is ", "cold"));
		run((context) -> {
			Flux<String> answer = flux(context, "Oslo?");
			assertThat(answer.collectList().block(Duration.ofSeconds(10))).containsExactly("It is ", "cold");
			assertThat(tree(context))
				.isEqualTo("ask [span]\n  " + shape(true).callOfFlux() + '\n' + GENERATION + TOOL + GENERATION);
		});
	}

	@Test
	protected void streamShowsWhenItsFirstTokenCame() {
		this.models.slow(Duration.ofMillis(60)).answer(ModelAnswer.text("It ", "is ", "warm"));
		run((context) -> {
			ask(context, "hi", true);
			spans(context);
			Span generation = this.server.span("chat gpt-stub");
			long first = Instant.parse(generation.text("langfuse.observation.completion_start_time")).toEpochMilli();
			// One pause before it, of the chunk without text, and four after it
			assertThat(first).isBetween(generation.startTime() / 1_000_000 + 50,
					generation.endTime() / 1_000_000 - 150);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	protected void refusedCallIsAnError(boolean stream) {
		this.models.answer(ModelAnswer.status(429));
		run((context) -> {
			assertThatException().isThrownBy(() -> {
				throw new AssertionError(ask(context, "hi", stream));
			});
			assertThat(tree(context)).isEqualTo("ask [span] ERROR\n  " + shape(stream).call()
					+ " ERROR\n    chat gpt-stub [generation] ERROR model=gpt-stub usage={input:0,output:0}\n");
			Span generation = this.server.span("chat gpt-stub");
			assertThat(generation.text("langfuse.observation.status_message")).isNotBlank();
			assertThat(generation.metadata("exception.type")).contains("RateLimit");
			assertThat(generation.inputJson().at("/1/content").asString()).isEqualTo("hi");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	protected void toolThatFailsIsAnErrorAlthoughTheModelIsTold(boolean stream) {
		this.models.answer(ModelAnswer.calls(new Call("c1", "weather", "{\"city\":\"Atlantis\"}")),
				ModelAnswer.text("I do not know"));
		run((context) -> {
			assertThat(askWithTools(context, "?", stream)).isEqualTo("I do not know");
			assertThat(tree(context))
				.isEqualTo(shape(stream).withTools() + " [span]\n  " + shape(stream).call() + '\n' + GENERATION + """
						    execute_tool weather [tool] ERROR
						      measure [span] ERROR
						""" + GENERATION);
			assertThat(this.server.span("execute_tool weather").text("langfuse.observation.status_message"))
				.contains("no such city");
		});
	}

	/**
	 * The traits of a framework.
	 *
	 * @param name the name of its call
	 * @param type the type of its call
	 * @param flux the name of a call that returns the stream
	 * @param withTools the name of the observed method that asks with tools
	 * @param toolsReason why an answer that calls tools is finished
	 */
	public record Shape(String name, String type, String flux, String withTools, String toolsReason) {

		String call() {
			return this.name + " [" + this.type + "]";
		}

		String callOfFlux() {
			return this.flux + " [" + this.type + "]";
		}

	}

}
