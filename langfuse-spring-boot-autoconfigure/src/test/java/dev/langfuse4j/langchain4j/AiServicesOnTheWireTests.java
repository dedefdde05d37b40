/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import dev.langfuse4j.langchain4j.AssistantApplication.Assistant;
import dev.langfuse4j.langchain4j.AssistantApplication.Desk;
import dev.langfuse4j.langchain4j.AssistantApplication.Report;
import dev.langfuse4j.testing.ChatContract;
import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelAnswer.Call;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * AI services arrive at a Langfuse server: the same, whether an answer is streamed or
 * not.
 */
class AiServicesOnTheWireTests extends ChatContract {

	AiServicesOnTheWireTests() {
		super(AssistantApplication.class, LangChain4jTestSupport.AUTO_CONFIGURATIONS);
	}

	@Override
	protected String ask(ApplicationContext context, String question, boolean stream) {
		Desk desk = context.getBean(Desk.class);
		return stream ? desk.askStreaming(question) : desk.ask(question);
	}

	@Override
	protected String askWithTools(ApplicationContext context, String question, boolean stream) {
		return ask(context, question, stream);
	}

	@Override
	protected Flux<String> flux(ApplicationContext context, String question) {
		return context.getBean(Desk.class).flux(question);
	}

	@Override
	protected Shape shape(boolean stream) {
		return new Shape(stream ? "StreamingAssistant.ask" : "Assistant.ask", "chain", "StreamingAssistant.flux", "ask",
				"tool_execution");
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

}
