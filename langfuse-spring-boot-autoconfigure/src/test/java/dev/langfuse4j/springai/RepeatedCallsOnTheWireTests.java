/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.langfuse4j.ContextWrapper;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.springai.ChatApplication.Assistant;
import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelAnswer.Call;
import dev.langfuse4j.testing.Span;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Model calls of Spring AI that ran before in the same trace.
 */
class RepeatedCallsOnTheWireTests extends SpringAiTestSupport {

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void callThatRanBeforeNamesTheFirstOne(boolean stream) {
		answers(4);
		List<Span> calls = observe((assistant) -> {
			for (String question : List.of("why?", "why?", "how?", "why?")) {
				ask(assistant, stream, question);
			}
		});
		String first = calls.get(0).id();
		assertThat(calls).extracting(RepeatedCallsOnTheWireTests::duplicateOf)
			.containsExactly(null, first, null, first);
		assertThat(calls).extracting((call) -> call.metadata("duplicate_count")).containsExactly(null, "2", null, "3");
		assertThat(calls).allSatisfy((call) -> {
			assertThat(call.text("langfuse.observation.level")).isNull();
			assertThat(call.text("langfuse.observation.status_message")).isNull();
		});
	}

	@Test
	void streamedAndBlockingCallsAreCompared() {
		answers(2);
		List<Span> calls = observe((assistant) -> {
			assistant.ask("why?");
			assistant.askStreaming("why?");
		});
		assertThat(duplicateOf(calls.get(1))).isEqualTo(calls.get(0).id());
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void callsInParallelRepeatTheOneThatEndsFirst(boolean stream) {
		answers(3);
		ExecutorService threads = Executors.newFixedThreadPool(3);
		List<Span> calls = generations((context) -> {
			ExecutorService executor = context.getBean(ContextWrapper.class).wrap(threads);
			Callable<Object> ask = () -> {
				ask(context.getBean(Assistant.class), stream, "why?");
				return "";
			};
			context.getBean(Langfuse.class)
				.observation("job")
				.observe(() -> invokeAll(executor, List.of(ask, ask, ask)));
		});
		threads.shutdown();
		List<Span> first = calls.stream().filter((call) -> duplicateOf(call) == null).toList();
		assertThat(first).hasSize(1);
		assertThat(calls).filteredOn((call) -> duplicateOf(call) != null)
			.hasSize(2)
			.allSatisfy((call) -> assertThat(duplicateOf(call)).isEqualTo(first.get(0).id()))
			.extracting((call) -> call.metadata("duplicate_count"))
			.containsExactlyInAnyOrder("2", "3");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void roundsWithToolsAreComparedEachOnItsOwn(boolean stream) {
		for (int i = 0; i < 2; i++) {
			this.models.answer(ModelAnswer.calls(new Call("c1", "weather", "{\"city\":\"Oslo\"}")),
					ModelAnswer.text("It is cold"));
		}
		List<Span> calls = observe((assistant) -> {
			for (int i = 0; i < 2; i++) {
				if (stream) {
					assistant.askStreamingWithTools("where?");
				}
				else {
					assistant.askWithTools("where?");
				}
			}
		});
		assertThat(calls).extracting(RepeatedCallsOnTheWireTests::duplicateOf)
			.containsExactly(null, null, calls.get(0).id(), calls.get(1).id());
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void anotherAttemptAfterAFailureIsNoRepetition(boolean stream) {
		this.models.answer(ModelAnswer.status(429));
		answers(2);
		List<Span> calls = observe((assistant) -> {
			assertThatException().isThrownBy(() -> ask(assistant, stream, "why?"));
			ask(assistant, stream, "why?");
			ask(assistant, stream, "why?");
		});
		assertThat(calls.get(0).text("langfuse.observation.level")).isEqualTo("ERROR");
		assertThat(calls).extracting(RepeatedCallsOnTheWireTests::duplicateOf)
			.containsExactly(null, null, calls.get(1).id());
		assertThat(calls.get(2).metadata("duplicate_count")).isEqualTo("2");
	}

	@Test
	void anotherAttemptAfterAStreamWasGivenUpIsNoRepetition() {
		this.models.slow(Duration.ofMillis(30)).answer(ModelAnswer.text("It ", "is ", "21 ", "degrees ", "warm"));
		this.models.answer(ModelAnswer.text("It ", "is ", "21 ", "degrees ", "warm"));
		List<Span> calls = observe((assistant) -> {
			assistant.begin("why?");
			assistant.begin("why?");
		});
		assertThat(calls).hasSize(2).extracting(RepeatedCallsOnTheWireTests::duplicateOf).containsOnlyNulls();
	}

	@Test
	void otherTracesAreNotLookedAt() {
		answers(2);
		List<Span> calls = generations((context) -> {
			context.getBean(Assistant.class).ask("why?");
			context.getBean(Assistant.class).ask("why?");
		});
		assertThat(calls).hasSize(2).extracting(RepeatedCallsOnTheWireTests::duplicateOf).containsOnlyNulls();
	}

	@Test
	void warningIsGivenWhereItIsAskedFor() {
		answers(2);
		List<Span> calls = observe((assistant) -> {
			assistant.ask("why?");
			assistant.ask("why?");
		}, "langfuse.observe.detect-duplicates=warn");
		assertThat(calls.get(0).text("langfuse.observation.level")).isNull();
		assertThat(duplicateOf(calls.get(1))).isEqualTo(calls.get(0).id());
		assertThat(calls.get(1).text("langfuse.observation.level")).isEqualTo("WARNING");
		assertThat(calls.get(1).text("langfuse.observation.status_message"))
			.isEqualTo("The same call ran before in this trace, as observation " + calls.get(0).id());
	}

	@ParameterizedTest
	@ValueSource(strings = { "langfuse.observe.detect-duplicates=off", "langfuse.capture.input=false",
			"langfuse.capture.mode=metadata-only" })
	void nothingIsComparedWhereThatIsOffOrNoInputIsCaptured(String property) {
		answers(2);
		List<Span> calls = observe((assistant) -> {
			assistant.ask("why?");
			assistant.ask("why?");
		}, property);
		assertThat(calls).hasSize(2).extracting(RepeatedCallsOnTheWireTests::duplicateOf).containsOnlyNulls();
	}

	@Test
	void inputsAreComparedBeforeTheyAreMasked() {
		answers(3);
		List<Span> calls = observe((assistant) -> {
			assistant.ask("mail ann@example.com");
			assistant.ask("mail bob@example.com");
			assistant.ask("mail ann@example.com");
		}, "langfuse.capture.maskers=email");
		assertThat(calls.get(0).input()).isEqualTo(calls.get(1).input()).doesNotContain("ann@");
		assertThat(calls).extracting(RepeatedCallsOnTheWireTests::duplicateOf)
			.containsExactly(null, null, calls.get(0).id());
	}

	@Test
	void inputsAreComparedBeforeTheyAreCut() {
		answers(3);
		String document = "x".repeat(50_000);
		List<Span> calls = observe((assistant) -> {
			assistant.ask(document + "a");
			assistant.ask(document + "b");
			assistant.ask(document + "a");
		}, "langfuse.capture.max-text-length=100");
		assertThat(calls.get(0).input()).isEqualTo(calls.get(1).input()).hasSizeLessThan(1_000);
		assertThat(calls).extracting(RepeatedCallsOnTheWireTests::duplicateOf)
			.containsExactly(null, null, calls.get(0).id());
	}

	private void answers(int count) {
		Stream.generate(() -> ModelAnswer.text("As ", "told")).limit(count).forEach(this.models::answer);
	}

	private static void ask(Assistant assistant, boolean stream, String question) {
		if (stream) {
			assistant.askStreaming(question);
		}
		else {
			assistant.ask(question);
		}
	}

	private static void invokeAll(ExecutorService executor, List<Callable<Object>> tasks) {
		try {
			executor.invokeAll(tasks);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private List<Span> observe(Consumer<Assistant> work, String... properties) {
		return generations((context) -> context.getBean(Langfuse.class)
			.observation("job")
			.observe(() -> work.accept(context.getBean(Assistant.class))), properties);
	}

	/**
	 * The generations in the order in which they have ended.
	 */
	private List<Span> generations(Consumer<ApplicationContext> code, String... properties) {
		this.contextRunner.withUserConfiguration(ChatApplication.class)
			.withPropertyValues(properties)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				code.accept(context);
				spans(context);
			});
		return this.server.spans()
			.stream()
			.filter((span) -> "generation".equals(span.type()))
			.sorted(Comparator.comparingLong(Span::endTime))
			.toList();
	}

	private static @Nullable String duplicateOf(Span span) {
		return span.metadata("duplicate_of");
	}

}
