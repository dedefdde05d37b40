/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.time.Duration;
import java.util.stream.Stream;

import dev.langfuse4j.springai.ChatApplication.Assistant;
import dev.langfuse4j.testing.ChatContract;
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
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Chats of Spring AI arrive at a Langfuse server: the same, whether an answer is streamed
 * or not.
 */
class ChatOnTheWireTests extends ChatContract {

	ChatOnTheWireTests() {
		super(ChatApplication.class, SpringAiTestSupport.AUTO_CONFIGURATIONS);
	}

	@Override
	protected String ask(ApplicationContext context, String question, boolean stream) {
		Assistant assistant = context.getBean(Assistant.class);
		return stream ? assistant.askStreaming(question) : assistant.ask(question);
	}

	@Override
	protected String askWithTools(ApplicationContext context, String question, boolean stream) {
		Assistant assistant = context.getBean(Assistant.class);
		return stream ? assistant.askStreamingWithTools(question) : assistant.askWithTools(question);
	}

	@Override
	protected Flux<String> flux(ApplicationContext context, String question) {
		return context.getBean(Assistant.class).stream(question);
	}

	@Override
	protected Shape shape(boolean stream) {
		return new Shape("spring_ai chat_client", "span", "spring_ai chat_client", "askWithTools", "tool_calls");
	}

	@Test
	void secondSubscriptionIsASecondChat() {
		this.models.answer(ModelAnswer.text("It is ", "cold"), ModelAnswer.text("It is ", "cold"));
		run((context) -> {
			Flux<String> answer = flux(context, "Oslo?");
			answer.blockLast(Duration.ofSeconds(10));
			spans(context);
			this.server.clear();
			this.models.requests().clear();
			answer.blockLast(Duration.ofSeconds(10));
			assertThat(tree(context)).startsWith("ask [span]\n  spring_ai chat_client [span]\n    chat gpt-stub");
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

}
