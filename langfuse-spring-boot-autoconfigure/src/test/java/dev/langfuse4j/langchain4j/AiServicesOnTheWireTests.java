package dev.langfuse4j.langchain4j;

import java.time.Duration;
import java.time.Instant;

import dev.langfuse4j.langchain4j.AssistantApplication.Assistant;
import dev.langfuse4j.langchain4j.AssistantApplication.Desk;
import dev.langfuse4j.langchain4j.AssistantApplication.Report;
import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelAnswer.Call;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a Langfuse server gets of AI services: the same, whether an answer is streamed or
 * not.
 */
class AiServicesOnTheWireTests extends LangChain4jTestSupport {

	private static final String INPUT = "[{\"role\":\"system\",\"content\":\"be brief\"},"
			+ "{\"role\":\"user\",\"content\":\"hi\"%s}]";

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void callIsAChainWithAGeneration(boolean stream) {
		this.models.answer(ModelAnswer.text("It is ", "21 ", "degrees").thinking("warm?"));
		run((context) -> {
			Desk desk = context.getBean(Desk.class);
			assertThat(stream ? desk.askStreaming("hi") : desk.ask("hi")).isEqualTo("It is 21 degrees");
			assertThat(tree(context)).isEqualTo("""
					ask [span]
					  %s.ask [chain]
					    chat gpt-stub [generation] model=gpt-stub-1 %s
					""".formatted(service(stream), USAGE));
			Span chain = this.server.span(service(stream) + ".ask");
			assertThat(chain.input()).isEqualTo(INPUT.formatted(""));
			assertThat(chain.output()).isEqualTo("It is 21 degrees");
			assertThat(chain.attributes()).doesNotContainKeys("langfuse.observation.usage_details");
			Span generation = this.server.span("chat gpt-stub");
			assertThat(generation.inputJson().at("/0/tools/0/name").asString()).isEqualTo("weather");
			assertThat(generation.inputJson().at("/0/tools/0/parameters/properties/city/description").asString())
				.isEqualTo("the city");
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
	void toolsAreCalledInRoundsBetweenGenerations(boolean stream) {
		this.models.answer(
				ModelAnswer.calls(new Call("c1", "weather", "{\"city\":\"Oslo\"}"),
						new Call("c2", "weather", "{\"city\":\"Rome!\"}")),
				ModelAnswer.calls(new Call("c3", "weather", "{\"city\":\"Paris\"}")),
				ModelAnswer.text("Rome", " is warm"));
		run((context) -> {
			Desk desk = context.getBean(Desk.class);
			assertThat(stream ? desk.askStreaming("where?") : desk.ask("where?")).isEqualTo("Rome is warm");
			assertThat(tree(context)).isEqualTo("""
					ask [span]
					  %s.ask [chain]
					    chat gpt-stub [generation] model=gpt-stub-1 %s
					    execute_tool weather [tool]
					      measure [span]
					    execute_tool weather [tool]
					      measure [span]
					    chat gpt-stub [generation] model=gpt-stub-1 %s
					    execute_tool weather [tool]
					      measure [span]
					    chat gpt-stub [generation] model=gpt-stub-1 %s
					""".formatted(service(stream), USAGE, USAGE, USAGE));
			Span first = named("chat gpt-stub").get(0);
			assertThat(first.outputJson().at("/tool_calls/1/function/arguments").asString())
				.isEqualTo("{\"city\":\"Rome!\"}");
			assertThat(first.outputJson().path("finish_reason").asString()).isEqualTo("tool_execution");
			Span second = named("chat gpt-stub").get(1);
			assertThat(second.inputJson()).extracting((message) -> message.path("role").asString())
				.containsExactly("system", "user", "assistant", "tool", "tool");
			Span tool = named("execute_tool weather").get(0);
			assertThat(tool.inputJson().path("city").asString()).isEqualTo("Oslo");
			assertThat(tool.outputJson().path("degrees").asInt()).isEqualTo(12);
			assertThat(tool.metadata("tool_call_id")).isEqualTo("c1");
		});
	}

	@Test
	void fluxIsBelowTheMethodThatReturnsIt() {
		this.models.answer(ModelAnswer.calls(new Call("c1", "weather", "{\"city\":\"Oslo\"}")),
				ModelAnswer.text("It is ", "cold"));
		run((context) -> {
			assertThat(context.getBean(Desk.class).flux("Oslo?").collectList().block(Duration.ofSeconds(10)))
				.containsExactly("It is ", "cold");
			assertThat(tree(context)).isEqualTo("""
					ask [span]
					  StreamingAssistant.flux [chain]
					    chat gpt-stub [generation] model=gpt-stub-1 %s
					    execute_tool weather [tool]
					      measure [span]
					    chat gpt-stub [generation] model=gpt-stub-1 %s
					""".formatted(USAGE, USAGE));
			assertThat(this.server.span("StreamingAssistant.flux").output()).isEqualTo("It is cold");
		});
	}

	@Test
	void streamShowsWhenItsFirstTokenCame() {
		this.models.slow(Duration.ofMillis(60)).answer(ModelAnswer.text("It ", "is ", "warm"));
		run((context) -> {
			context.getBean(Desk.class).askStreaming("hi");
			spans(context);
			Span generation = this.server.span("chat gpt-stub");
			long first = Instant.parse(generation.text("langfuse.observation.completion_start_time")).toEpochMilli();
			// One pause before it, of the chunk without text, and four after it
			assertThat(first).isBetween(generation.startTime() / 1_000_000 + 50,
					generation.endTime() / 1_000_000 - 150);
		});
	}

	@Test
	void structuredResultIsShownAsWhatItIs() {
		this.models.answer(ModelAnswer.text("{\"city\":\"Oslo\",\"degrees\":12}"), ModelAnswer.text("It is cold"));
		run((context) -> {
			Assistant assistant = context.getBean(Assistant.class);
			assertThat(assistant.report("Oslo?")).isEqualTo(new Report("Oslo", 12));
			assertThat(assistant.result("Oslo?").content()).isEqualTo("It is cold");
			spans(context);
			assertThat(this.server.span("Assistant.report").output()).isEqualTo("{\"city\":\"Oslo\",\"degrees\":12}");
			Span result = this.server.span("Assistant.result");
			assertThat(result.output()).isEqualTo("It is cold");
			assertThat(result.metadata("finish_reason")).isEqualTo("stop");
		});
	}

	@Test
	void memoryIsTheSessionButNotTheOneThatAllShare() {
		this.models.answer(ModelAnswer.calls(new Call("c1", "weather", "{\"city\":\"Oslo\"}")),
				ModelAnswer.text("cold"), ModelAnswer.text("warm"));
		run((context) -> {
			Assistant assistant = context.getBean(Assistant.class);
			assistant.chat("conversation-7", "Oslo?");
			assistant.ask("hi");
			assertThat(tree(context)).isEqualTo("""
					Assistant.chat [chain] session=conversation-7
					  chat gpt-stub [generation] session=conversation-7 model=gpt-stub-1 %s
					  execute_tool weather [tool] session=conversation-7
					    measure [span] session=conversation-7
					  chat gpt-stub [generation] session=conversation-7 model=gpt-stub-1 %s
					Assistant.ask [chain]
					  chat gpt-stub [generation] model=gpt-stub-1 %s
					""".formatted(USAGE, USAGE, USAGE));
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void refusedCallIsAnError(boolean stream) {
		this.models.answer(ModelAnswer.status(429));
		run((context) -> {
			Desk desk = context.getBean(Desk.class);
			assertThatException().isThrownBy(() -> {
				String answer = stream ? desk.askStreaming("hi") : desk.ask("hi");
				throw new AssertionError(answer);
			});
			assertThat(tree(context)).isEqualTo("""
					ask [span] ERROR
					  %s.ask [chain] ERROR
					    chat gpt-stub [generation] ERROR model=gpt-stub usage={input:0,output:0}
					""".formatted(service(stream)));
			Span generation = this.server.span("chat gpt-stub");
			assertThat(generation.text("langfuse.observation.status_message")).contains("told to fail");
			assertThat(generation.metadata("exception.type")).contains("RateLimit");
			assertThat(generation.inputJson().at("/1/content").asString()).isEqualTo("hi");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void toolThatFailsIsAnErrorAlthoughTheModelIsTold(boolean stream) {
		this.models.answer(ModelAnswer.calls(new Call("c1", "weather", "{\"city\":\"Atlantis\"}")),
				ModelAnswer.text("I do not know"));
		run((context) -> {
			Desk desk = context.getBean(Desk.class);
			assertThat(stream ? desk.askStreaming("?") : desk.ask("?")).isEqualTo("I do not know");
			assertThat(tree(context)).isEqualTo("""
					ask [span]
					  %s.ask [chain]
					    chat gpt-stub [generation] model=gpt-stub-1 %s
					    execute_tool weather [tool] ERROR
					      measure [span] ERROR
					    chat gpt-stub [generation] model=gpt-stub-1 %s
					""".formatted(service(stream), USAGE, USAGE));
			Span tool = this.server.span("execute_tool weather");
			assertThat(tool.text("langfuse.observation.status_message")).contains("no such city");
		});
	}

	private static String service(boolean stream) {
		return stream ? "StreamingAssistant" : "Assistant";
	}

}
