/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveGeneration;
import dev.langfuse4j.annotation.Redact;
import dev.langfuse4j.autoconfigure.actuate.LangfuseMetricsAutoConfiguration;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.UsageDetails;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Span;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Observed methods and observations by hand that ran before in the same trace.
 */
@ExtendWith(OutputCaptureExtension.class)
class RepeatedCallsTests {

	private final LangfuseServer server = new LangfuseServer();

	private final ApplicationContextRunner contextRunner = LangfuseContexts
		.runner(MetricsAutoConfiguration.class, LangfuseMetricsAutoConfiguration.class)
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withBean(Model.class)
		.withBean(Tools.class)
		.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void methodWithTheSameArgumentsRepeats() {
		List<Span> calls = observe((model) -> {
			model.ask("why?", 1);
			model.stream("why?", 1).blockLast();
			model.ask("why?", 2);
			model.ask("why?", 1);
			model.stream("why?", 1).blockLast();
		});
		assertThat(calls).extracting((call) -> call.metadata("duplicate_of"))
			.containsExactly(null, null, null, calls.get(0).id(), calls.get(1).id());
	}

	@Test
	void anotherMethodIsNoRepetition() {
		List<Span> calls = observe((model) -> {
			model.ask("why?", 1);
			model.translate("why?", 1);
		});
		assertThat(calls).hasSize(2).extracting((call) -> call.metadata("duplicate_of")).containsOnlyNulls();
	}

	@Test
	void attemptAfterAFailureIsNoRepetition() {
		List<Span> calls = observe((model) -> {
			assertThatIllegalStateException().isThrownBy(() -> model.ask("fail", 1));
			assertThatIllegalStateException().isThrownBy(() -> model.ask("fail", 1));
			Mono<String> answer = model.onSecondAttempt();
			assertThat(answer.retry(1).block()).isEqualTo("ok");
		});
		assertThat(calls).hasSize(4).extracting((call) -> call.metadata("duplicate_of")).containsOnlyNulls();
	}

	@Test
	void argumentsThatAreNotRecordedAreNotTakenForTheSame() {
		List<Span> calls = observe((model) -> {
			model.about("why?", "Ann");
			model.about("why?", "Bob");
		});
		assertThat(calls.get(0).input()).isEqualTo(calls.get(1).input());
		assertThat(calls).extracting((call) -> call.metadata("duplicate_of")).containsOnlyNulls();
	}

	@Test
	void toolThatAsksTheSameRepeats() {
		List<Span> calls = run((context) -> {
			context.getBean(Model.class).ask("why?", 1);
			context.getBean(Tools.class).explain("why?");
		});
		assertThat(calls.get(1).metadata("duplicate_of")).isEqualTo(calls.get(0).id());
	}

	@Test
	void observationsByHandAreComparedByModelParametersAndInputWhateverTheyAreCalled() {
		this.contextRunner.run((context) -> {
			context.getBean(Langfuse.class).observation("job").observe(() -> {
				generation(context, "a", "gpt", 0.1, "hi");
				generation(context, "b", "gpt", 0.1, "hi");
				generation(context, "c", "other", 0.1, "hi");
				generation(context, "d", "gpt", 0.2, "hi");
				generation(context, "e", "gpt", 0.1, "ho");
				context.getBean(Langfuse.class).observation("f").input("hi").observe(() -> {
				});
			});
			context.getBean(Langfuse.class).flush(Duration.ofSeconds(10));
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(
					registry.get("langfuse.generations.duplicate").tag("project", "default").functionCounter().count())
				.isEqualTo(1);
			assertThat(registry.get("langfuse.generations.duplicate.tokens")
				.tag("project", "default")
				.functionCounter()
				.count()).isEqualTo(67);
		});
		assertThat(this.server.spans()).filteredOn((span) -> span.metadata("duplicate_of") != null)
			.extracting(Span::name)
			.containsExactly("b");
		assertThat(this.server.span("b").metadata("duplicate_of")).isEqualTo(this.server.span("a").id());
	}

	@Test
	void observationAroundTheSameCallIsNoRepetition() {
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("job")
				.observe(() -> langfuse.observation("outer")
					.type(ObservationType.GENERATION)
					.input("hi")
					.observe(() -> langfuse.observation("between")
						.observe(() -> generation(context, "inner", null, null, "hi"))));
			langfuse.flush(Duration.ofSeconds(10));
		});
		assertThat(this.server.spans()).hasSize(4)
			.extracting((span) -> span.metadata("duplicate_of"))
			.containsOnlyNulls();
	}

	@Test
	void logSaysHowMuchIsWasted(CapturedOutput output) {
		this.contextRunner.withPropertyValues("langfuse.export.log=true").run((context) -> {
			context.getBean(Langfuse.class).observation("job").observe(() -> {
				for (int i = 0; i < 3; i++) {
					generation(context, "ranking", "gpt", 0.1, "hi");
				}
				generation(context, "other", "gpt", 0.1, "ho");
			});
			context.getBean(Langfuse.class).flush(Duration.ofSeconds(10));
		});
		assertThat(output.toString().lines().filter((line) -> line.contains("×3, 2 of them wasted, 134 tokens")))
			.singleElement()
			.asString()
			.contains("ranking [generation]");
		assertThat(output).containsPattern("duplicate_of = [0-9a-f]{16}").contains("duplicate_count = 3");
	}

	private static void generation(ApplicationContext context, String name, String model, Double temperature,
			String input) {
		context.getBean(Langfuse.class)
			.observation(name)
			.type(ObservationType.GENERATION)
			.model(model)
			.modelParameters((temperature != null) ? Map.of("temperature", temperature) : null)
			.input(input)
			.observe(() -> {
				LangfuseObservation current = context.getBean(Langfuse.class).current();
				current.output("an answer").usage(UsageDetails.of(40, 27));
			});
	}

	private List<Span> observe(Consumer<Model> work) {
		return run((context) -> work.accept(context.getBean(Model.class)));
	}

	private List<Span> run(Consumer<ApplicationContext> work) {
		this.contextRunner.run((context) -> {
			assertThat(context).hasNotFailed();
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("job").observe(() -> work.accept(context));
			langfuse.flush(Duration.ofSeconds(10));
		});
		return this.server.spans()
			.stream()
			.filter((span) -> "generation".equals(span.type()))
			.sorted(Comparator.comparingLong(Span::endTime))
			.toList();
	}

	static class Model {

		private int attempts;

		@ObserveGeneration(model = "gpt")
		String ask(String question, int topK) {
			if (question.equals("fail")) {
				throw new IllegalStateException("told to fail");
			}
			return "because";
		}

		@ObserveGeneration(model = "gpt")
		Flux<String> stream(String question, int topK) {
			return Flux.just("be", "cause");
		}

		@ObserveGeneration(model = "gpt")
		String translate(String question, int topK) {
			return "pourquoi";
		}

		@ObserveGeneration(input = "'hi'")
		Mono<String> onSecondAttempt() {
			return Mono.defer(() -> (++this.attempts > 1) ? Mono.just("ok")
					: Mono.error(new IllegalStateException("told to fail")));
		}

		@ObserveGeneration
		String about(String question, @Redact String person) {
			return "because";
		}

	}

	static class Tools {

		private final Model model;

		Tools(Model model) {
			this.model = model;
		}

		@Observe(type = ObservationType.TOOL)
		String explain(String question) {
			return this.model.ask(question, 1);
		}

	}

}
