/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.langchain4j.AssistantApplication.Desk;
import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelAnswer.Call;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Model calls of LangChain4j that ran before in the same trace.
 */
class RepeatedCallsTests extends LangChain4jTestSupport {

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void callThatRanBeforeNamesTheFirstOne(boolean stream) {
		Stream.generate(() -> ModelAnswer.text("It ", "is ", "cold")).limit(3).forEach(this.models::answer);
		List<Span> calls = observe((desk) -> {
			ask(desk, stream, "why?");
			ask(desk, stream, "how?");
			ask(desk, stream, "why?");
		});
		assertThat(calls).extracting((call) -> call.metadata("duplicate_of"))
			.containsExactly(null, null, calls.get(0).id());
		assertThat(calls.get(2).metadata("duplicate_count")).isEqualTo("2");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void roundsWithToolsAndAttemptsAfterAFailureAreNoRepetitions(boolean stream) {
		this.models.answer(ModelAnswer.status(500), ModelAnswer.calls(new Call("c1", "weather", "{\"city\":\"Oslo\"}")),
				ModelAnswer.text("It ", "is ", "cold"));
		List<Span> calls = observe((desk) -> {
			assertThatException().isThrownBy(() -> ask(desk, stream, "why?"));
			ask(desk, stream, "why?");
		});
		assertThat(calls).hasSize(3).extracting((call) -> call.metadata("duplicate_of")).containsOnlyNulls();
	}

	private static void ask(Desk desk, boolean stream, String question) {
		if (stream) {
			desk.askStreaming(question);
		}
		else {
			// In a conversation of its own, as a memory makes each request another one
			desk.with((assistant) -> assistant.chat(UUID.randomUUID().toString(), question));
		}
	}

	private List<Span> observe(Consumer<Desk> work) {
		run((context) -> {
			context.getBean(Langfuse.class).observation("job").observe(() -> work.accept(context.getBean(Desk.class)));
			spans(context);
		});
		return this.server.spans()
			.stream()
			.filter((span) -> "generation".equals(span.type()))
			.sorted(Comparator.comparingLong(Span::endTime))
			.toList();
	}

}
