/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.springai.ChatApplication.Assistant;
import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelAnswer.Call;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Conversations as the sessions of Langfuse.
 */
@ExtendWith(OutputCaptureExtension.class)
class SessionOnTheWireTests extends SpringAiTestSupport {

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void conversationIsTheSessionOfEverythingBelow(boolean stream) {
		this.models.answer(ModelAnswer.calls(new Call("c1", "weather", "{\"city\":\"Oslo\"}")),
				ModelAnswer.text("Cold"), ModelAnswer.text("Still cold"));
		run((context) -> {
			MessageChatMemoryAdvisor memory = MessageChatMemoryAdvisor
				.builder(MessageWindowChatMemory.builder().build())
				.build();
			ChatClient client = context.getBean(ChatClient.Builder.class).defaultAdvisors(memory).build();
			for (String question : List.of("Oslo?", "And now?")) {
				ChatClient.ChatClientRequestSpec request = client.prompt()
					.user(question)
					.tools(context.getBean(ChatApplication.Weather.class))
					.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, "chat-7"));
				if (stream) {
					Assistant.join(request);
				}
				else {
					request.call().content();
				}
			}
			String usage = "usage={input:56,output:30,input_cached_tokens:64,total:150}";
			assertThat(tree(context)).isEqualTo("""
					spring_ai chat_client [span] session=chat-7
					  chat gpt-stub [generation] session=chat-7 model=gpt-stub-1 %s
					  execute_tool weather [tool] session=chat-7
					    measure [span] session=chat-7
					  chat gpt-stub [generation] session=chat-7 model=gpt-stub-1 %s
					spring_ai chat_client [span] session=chat-7
					  chat gpt-stub [generation] session=chat-7 model=gpt-stub-1 %s
					""".formatted(usage, usage, usage));
			Span last = this.server.spans()
				.stream()
				.filter((span) -> "generation".equals(span.type()))
				.max((first, second) -> Long.compare(first.startTime(), second.startTime()))
				.orElseThrow();
			assertThat(last.inputJson()).extracting((message) -> message.path("content").asString())
				.containsExactly("Oslo?", "Cold", "And now?");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void onlyConversationIsTheSessionOfTheTrace(boolean stream) {
		this.models.answer(ModelAnswer.text("a"), ModelAnswer.text("b"));
		run((context) -> {
			context.getBean(Langfuse.class).observation("turn").observe(() -> {
				ask(context, "chat-7", stream);
				ask(context, "chat-7", stream);
			});
			assertThat(spans(context)).hasSize(5)
				.allSatisfy((span) -> assertThat(span.text("session.id")).isEqualTo("chat-7"));
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void eachOfSeveralConversationsKeepsItsOwn(boolean stream) {
		this.models.answer(ModelAnswer.text("a"), ModelAnswer.text("b"));
		run((context) -> {
			context.getBean(Langfuse.class).observation("turn").observe(() -> {
				ask(context, "chat-7", stream);
				ask(context, "chat-8", stream);
			});
			assertThat(spans(context)).extracting((span) -> span.name() + " " + span.text("session.id"))
				.containsExactlyInAnyOrder("turn null", "spring_ai chat_client chat-7", "chat gpt-stub chat-7",
						"spring_ai chat_client chat-8", "chat gpt-stub chat-8");
		});
	}

	@Test
	void conversationYieldsToTheSessionOfTheTrace() {
		this.models.answer(ModelAnswer.text("a"));
		run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("turn").observe(() -> {
				ask(context, "chat-7", false);
				langfuse.current().trace().sessionId("session-1");
			});
			assertThat(spans(context)).hasSize(3)
				.allSatisfy((span) -> assertThat(span.text("session.id")).isEqualTo("session-1"));
		});
	}

	private static void ask(ApplicationContext context, String conversation, boolean stream) {
		ChatClient.ChatClientRequestSpec request = context.getBean(ChatClient.class)
			.prompt("hi")
			.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, conversation));
		assertThat(stream ? Assistant.join(request) : request.call().content()).isNotNull();
	}

	@ParameterizedTest
	@MethodSource
	void conversationMayBeOfAnyType(Object conversation, String session) {
		this.models.answer(ModelAnswer.text("hi"));
		run((context) -> {
			context.getBean(ChatClient.class)
				.prompt("hi")
				.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, conversation))
				.call()
				.content();
			assertThat(spans(context)).hasSize(2)
				.allSatisfy((span) -> assertThat(span.text("session.id")).isEqualTo(session));
		});
	}

	static Stream<Object[]> conversationMayBeOfAnyType() {
		UUID id = UUID.randomUUID();
		return Stream.of(new Object[] { 42, "42" }, new Object[] { id, id.toString() }, new Object[] { " ", null },
				new Object[] { "x".repeat(201), null });
	}

	@Test
	void sessionThatIsTooLongIsNamedOnce(CapturedOutput output) {
		this.models.answer(ModelAnswer.text("hi"), ModelAnswer.text("hi"));
		run((context) -> {
			for (int i = 0; i < 2; i++) {
				context.getBean(ChatClient.class)
					.prompt("hi")
					.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, "x".repeat(201)))
					.call()
					.content();
			}
			assertThat(output.getAll().split("more than 200 characters")).hasSize(2);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void sessionThatSomebodyAskedForWins(boolean stream) {
		this.models.answer(ModelAnswer.text("hi"));
		run((context) -> {
			ChatClient.ChatClientRequestSpec request = context.getBean(ChatClient.class)
				.prompt("hi")
				.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, "chat-7"));
			context.getBean(Langfuse.class)
				.with((trace) -> trace.sessionId("session-1").userId("ada"))
				.run(() -> assertThat(stream ? Assistant.join(request) : request.call().content()).isEqualTo("hi"));
			assertThat(spans(context)).hasSize(2).allSatisfy((span) -> {
				assertThat(span.text("session.id")).isEqualTo("session-1");
				assertThat(span.text("user.id")).isEqualTo("ada");
			});
		});
	}

}
