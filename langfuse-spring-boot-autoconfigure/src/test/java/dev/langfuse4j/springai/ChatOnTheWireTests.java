package dev.langfuse4j.springai;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

import dev.langfuse4j.springai.ChatApplication.Assistant;
import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelAnswer.Call;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.client.ChatClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a Langfuse server gets of chats: the same, whether an answer is streamed or not.
 */
class ChatOnTheWireTests extends SpringAiTestSupport {

	private static final String USAGE = "usage={input:56,output:30,input_cached_tokens:64,total:150}";

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void chatIsASpanWithAGeneration(boolean stream) {
		this.models.answer(ModelAnswer.text("It is ", "21 ", "degrees").thinking("warm?"));
		run((context) -> {
			Assistant assistant = context.getBean(Assistant.class);
			assertThat(stream ? assistant.askStreaming("hi") : assistant.ask("hi")).isEqualTo("It is 21 degrees");
			assertThat(tree(context)).isEqualTo("""
					ask [span]
					  spring_ai chat_client [span]
					    chat gpt-stub [generation] model=gpt-stub-1 %s
					""".formatted(USAGE));
			String input = "[{\"role\":\"system\",\"content\":\"be brief\"},{\"role\":\"user\",\"content\":\"hi\"}]";
			Span client = this.server.span("spring_ai chat_client");
			assertThat(client.input()).isEqualTo(input);
			assertThat(client.output()).isEqualTo("It is 21 degrees");
			assertThat(client.metadata("stream")).isEqualTo(stream ? "true" : null);
			Span generation = this.server.span("chat gpt-stub");
			assertThat(generation.input()).isEqualTo(input);
			assertThat(generation.output()).isEqualTo("{\"role\":\"assistant\",\"content\":\"It is 21 degrees\","
					+ "\"thinking\":[{\"type\":\"thinking\",\"content\":\"warm?\"}],\"finish_reason\":\"stop\"}");
			assertThat(generation.metadata("reasoning_tokens")).isEqualTo("11");
			assertThat(generation.text("langfuse.observation.model.parameters"))
				.isEqualTo("{\"temperature\":0.3,\"max_completion_tokens\":500,\"reasoning_effort\":\"low\"}");
			assertThat(generation.metadata("provider")).isEqualTo("openai");
			assertThat(generation.metadata("request_model")).isEqualTo("gpt-stub");
			assertThat(generation.metadata("response_id")).isEqualTo("chatcmpl-1");
			assertThat(this.server.requests()).noneMatch((request) -> request.text().contains("sk-key-of-openai"));
			assertThat(client.attributes()).doesNotContainKeys("langfuse.observation.usage_details");
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
			Assistant assistant = context.getBean(Assistant.class);
			assertThat(stream ? assistant.askStreamingWithTools("where?") : assistant.askWithTools("where?"))
				.isEqualTo("Rome is warm");
			assertThat(tree(context)).isEqualTo("""
					askWithTools [span]
					  spring_ai chat_client [span]
					    chat gpt-stub [generation] model=gpt-stub-1 %s
					    execute_tool weather [tool]
					      measure [span]
					    execute_tool weather [tool]
					      measure [span]
					    chat gpt-stub [generation] model=gpt-stub-1 %s
					    execute_tool weather [tool]
					      measure [span]
					    chat gpt-stub [generation] model=gpt-stub-1 %s
					""".formatted(USAGE, USAGE, USAGE));
			Span first = named("chat gpt-stub").findFirst().orElseThrow();
			assertThat(first.inputJson().at("/0/content").asString()).isEqualTo("where?");
			assertThat(first.inputJson().at("/0/tools/0/name").asString()).isEqualTo("weather");
			assertThat(first.inputJson().at("/0/tools/0/parameters/properties/city/description").asString())
				.isEqualTo("the city");
			assertThat(first.outputJson().at("/tool_calls/1/function/arguments").asString())
				.isEqualTo("{\"city\":\"Rome!\"}");
			assertThat(first.outputJson().path("finish_reason").asString()).isEqualTo("tool_calls");
			Span second = named("chat gpt-stub").skip(1).findFirst().orElseThrow();
			assertThat(second.inputJson().findValues("tools")).hasSize(1);
			assertThat(second.inputJson()).extracting((message) -> message.path("role").asString())
				.containsExactly("user", "assistant", "tool", "tool");
			assertThat(second.inputJson().at("/3").toString()).isEqualTo("{\"role\":\"tool\","
					+ "\"tool_call_id\":\"c2\",\"name\":\"weather\",\"content\":\"{\\\"city\\\":\\\"Rome!\\\",\\\"degrees\\\":15}\"}");
			Span tool = named("execute_tool weather").findFirst().orElseThrow();
			assertThat(tool.input()).isEqualTo("{\"city\":\"Oslo\"}");
			assertThat(tool.output()).isEqualTo("{\"city\":\"Oslo\",\"degrees\":12}");
			assertThat(tool.metadata("tool_call_id")).isEqualTo("c1");
		});
	}

	@Test
	void streamOfAnObservedMethodIsBelowIt() {
		this.models.answer(ModelAnswer.calls(new Call("c1", "weather", "{\"city\":\"Oslo\"}")),
				ModelAnswer.text("It is ", "cold"), ModelAnswer.text("It is ", "cold"));
		run((context) -> {
			Flux<String> answer = context.getBean(Assistant.class).stream("Oslo?");
			assertThat(answer.collectList().block(Duration.ofSeconds(10))).containsExactly("It is ", "cold");
			assertThat(tree(context)).isEqualTo("""
					ask [span]
					  spring_ai chat_client [span]
					    chat gpt-stub [generation] model=gpt-stub-1 %s
					    execute_tool weather [tool]
					      measure [span]
					    chat gpt-stub [generation] model=gpt-stub-1 %s
					""".formatted(USAGE, USAGE));
			this.server.requests().clear();
			this.models.requests().clear();
			// A second subscription is a second chat
			answer.blockLast(Duration.ofSeconds(10));
			assertThat(tree(context)).startsWith("ask [span]\n  spring_ai chat_client [span]\n    chat gpt-stub");
		});
	}

	@Test
	void streamShowsWhenItsFirstTokenCame() {
		this.models.slow(Duration.ofMillis(60)).answer(ModelAnswer.text("It ", "is ", "warm"));
		run((context) -> {
			context.getBean(Assistant.class).askStreaming("hi");
			spans(context);
			Span generation = this.server.span("chat gpt-stub");
			long first = Instant.parse(generation.text("langfuse.observation.completion_start_time")).toEpochMilli();
			// One pause before it, of the chunk without text, and four after it
			assertThat(first).isBetween(generation.startTime() / 1_000_000 + 50,
					generation.endTime() / 1_000_000 - 150);
		});
	}

	@Test
	void whatIsSentBeforeTheRootHasEndedHasItsName() {
		this.models.slow(Duration.ofMillis(40))
			.answer(ModelAnswer.calls(new Call("c1", "weather", "{\"city\":\"Oslo\"}")),
					ModelAnswer.text("It ", "is ", "very ", "cold"));
		this.contextRunner.withUserConfiguration(ChatApplication.class)
			.withPropertyValues("langfuse.flush-interval=10ms")
			.run((context) -> {
				Assistant.join(context.getBean(ChatClient.class)
					.prompt("Oslo?")
					.tools(context.getBean(ChatApplication.Weather.class)));
				spans(context);
				assertThat(this.server.requests()).hasSizeGreaterThan(1);
				assertThat(this.server.spans()).allSatisfy(
						(span) -> assertThat(span.text("langfuse.trace.name")).isEqualTo("spring_ai chat_client"));
			});
	}

	@Test
	void cancelledStreamKeepsWhatCame() {
		this.models.slow(Duration.ofMillis(30)).answer(ModelAnswer.text("It ", "is ", "21 ", "degrees ", "warm"));
		run((context) -> {
			assertThat(context.getBean(Assistant.class).begin("hi")).containsExactly("It ", "is ");
			assertThat(tree(context)).isEqualTo("""
					begin [span]
					  spring_ai chat_client [span] WARNING
					    chat gpt-stub [generation] WARNING model=gpt-stub-1
					""");
			Span generation = this.server.span("chat gpt-stub");
			assertThat(generation.output()).isEqualTo("{\"role\":\"assistant\",\"content\":\"It is \"}");
			assertThat(generation.text("langfuse.observation.status_message")).isEqualTo("The stream was cancelled");
			assertThat(this.server.span("spring_ai chat_client").output()).isEqualTo("It is ");
		});
	}

	@Test
	void streamThatFailsKeepsWhatCame() {
		this.models.answer(ModelAnswer.text("It ", "is ").thenFailing());
		run((context) -> {
			assertThatException().isThrownBy(() -> context.getBean(Assistant.class).askStreaming("hi"));
			assertThat(tree(context)).isEqualTo("""
					ask [span] ERROR
					  spring_ai chat_client [span] ERROR
					    chat gpt-stub [generation] ERROR model=gpt-stub-1
					""");
			Span generation = this.server.span("chat gpt-stub");
			assertThat(generation.output()).isEqualTo("{\"role\":\"assistant\",\"content\":\"It is \"}");
			assertThat(generation.text("langfuse.observation.status_message")).contains("overloaded");
			assertThat(generation.json().at("/status/code").asInt()).isEqualTo(2);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void refusedCallIsAnError(boolean stream) {
		this.models.answer(ModelAnswer.status(429));
		run((context) -> {
			Assistant assistant = context.getBean(Assistant.class);
			assertThatException().isThrownBy(() -> {
				String answer = stream ? assistant.askStreaming("hi") : assistant.ask("hi");
				throw new AssertionError(answer);
			});
			assertThat(tree(context)).isEqualTo("""
					ask [span] ERROR
					  spring_ai chat_client [span] ERROR
					    chat gpt-stub [generation] ERROR model=gpt-stub usage={input:0,output:0}
					""");
			Span generation = this.server.span("chat gpt-stub");
			assertThat(generation.text("langfuse.observation.status_message")).contains("429");
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
			Assistant assistant = context.getBean(Assistant.class);
			assertThat(stream ? assistant.askStreamingWithTools("?") : assistant.askWithTools("?"))
				.isEqualTo("I do not know");
			assertThat(tree(context)).isEqualTo("""
					askWithTools [span]
					  spring_ai chat_client [span]
					    chat gpt-stub [generation] model=gpt-stub-1 %s
					    execute_tool weather [tool] ERROR
					      measure [span] ERROR
					    chat gpt-stub [generation] model=gpt-stub-1 %s
					""".formatted(USAGE, USAGE));
			Span tool = this.server.span("execute_tool weather");
			assertThat(tool.output()).isEqualTo("no such city");
			assertThat(tool.text("langfuse.observation.status_message")).contains("no such city");
		});
	}

	@ParameterizedTest
	@MethodSource
	void propertiesSayWhatIsShown(String property, String expected) {
		this.models.answer(ModelAnswer.text("warm"));
		this.contextRunner.withUserConfiguration(ChatApplication.class).withPropertyValues(property).run((context) -> {
			context.getBean(Assistant.class).askStreaming("hi");
			assertThat(tree(context)).isEqualTo(expected);
		});
	}

	static Stream<Object[]> propertiesSayWhatIsShown() {
		return Stream.of(new Object[] { "langfuse.spring-ai.chat-client=agent", """
				ask [span]
				  spring_ai chat_client [agent]
				    chat gpt-stub [generation] model=gpt-stub-1 %s
				""".formatted(USAGE) }, new Object[] { "langfuse.spring-ai.advisors=true", """
				ask [span]
				  spring_ai chat_client [span]
				    Tool Calling Advisor [span]
				      stream [span]
				        chat gpt-stub [generation] model=gpt-stub-1 %s
				""".formatted(USAGE) }, new Object[] { "langfuse.spring-ai.stream-probe=false", """
				ask [span]
				  spring_ai chat_client [span]
				    chat gpt-stub [generation] model=gpt-stub-1 usage={input:120,output:30,total:150}
				""" });
	}

	@Test
	void nothingIsShownWhenSpringAiIsNotToBe() {
		this.models.answer(ModelAnswer.text("warm"));
		this.contextRunner.withUserConfiguration(ChatApplication.class)
			.withPropertyValues("langfuse.spring-ai.enabled=false")
			.run((context) -> {
				context.getBean(Assistant.class).ask("hi");
				context.getBean(dev.langfuse4j.Langfuse.class).flush(Duration.ofSeconds(10));
				assertThat(this.server.spans()).extracting(Span::name).containsExactly("ask");
			});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void reasoningIsCountedApartWhenAsked(boolean stream) {
		this.models.answer(ModelAnswer.text("warm"));
		this.contextRunner.withUserConfiguration(ChatApplication.class)
			.withPropertyValues("langfuse.usage.reasoning=apart")
			.run((context) -> {
				Assistant assistant = context.getBean(Assistant.class);
				assertThat(stream ? assistant.askStreaming("hi") : assistant.ask("hi")).isEqualTo("warm");
				assertThat(tree(context))
					.contains("usage={input:56,output:19,input_cached_tokens:64,output_reasoning_tokens:11,total:150}");
				assertThat(this.server.span("chat gpt-stub").metadata("reasoning_tokens")).isNull();
			});
	}

	@Test
	void streamThatIsCancelledBeforeItBeginsIsFreeOfCharge() {
		this.models.slow(Duration.ofMillis(300)).answer(ModelAnswer.text("It ", "is ", "warm"));
		run((context) -> {
			context.getBean(ChatClient.class)
				.prompt("hi")
				.stream()
				.content()
				.takeUntilOther(Mono.delay(Duration.ofMillis(100)))
				.blockLast(Duration.ofSeconds(10));
			assertThat(tree(context)).contains("chat gpt-stub [generation] WARNING")
				.endsWith("usage={input:0,output:0}\n");
		});
	}

	private Stream<Span> named(String name) {
		return this.server.spans()
			.stream()
			.filter((span) -> span.name().equals(name))
			.sorted((first, second) -> Long.compare(first.startTime(), second.startTime()));
	}

}
