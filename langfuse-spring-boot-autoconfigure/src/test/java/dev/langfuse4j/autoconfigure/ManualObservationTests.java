/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.autoconfigure.TestServices.Assistant;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.UsageDetails;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Observations made by hand arrive at a Langfuse server.
 */
class ManualObservationTests {

	private final LangfuseServer server = new LangfuseServer();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner()
		.withUserConfiguration(TestServices.class)
		.withPropertyValues("langfuse.base-url=" + this.server.url() + "/", "langfuse.public-key=pk-lf-test",
				"langfuse.secret-key=sk-lf-test", "langfuse.environment=staging", "langfuse.release=abc123",
				"spring.application.name=demo", "spring.application.version=1.4.2");

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void observationsMadeByHandNestWithObservedMethods() {
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			String result = langfuse.observation("by hand")
				.type(ObservationType.CHAIN)
				.input(Map.of("k", 1))
				.metadata("m", true)
				.version("7")
				.observe(() -> {
					try (var step = langfuse.observation("step").type(ObservationType.TOOL).start()) {
						step.output("stepped");
						assertThat(langfuse.current().observationId()).isEqualTo(step.observationId());
						return context.getBean(Assistant.class).open("z");
					}
				});
			assertThat(result).isEqualTo("z");
			assertThat(langfuse.current().isRecording()).isFalse();
			flush(context);
			Span root = this.server.span("by hand");
			Span step = this.server.span("step");
			assertThat(root.type()).isEqualTo("chain");
			assertThat(root.input()).isEqualTo("{\"k\":1}");
			assertThat(root.output()).isEqualTo("z");
			assertThat(root.metadata("m")).isEqualTo("true");
			assertThat(root.text("langfuse.version")).isEqualTo("7");
			assertThat(step.parentId()).isEqualTo(root.id());
			assertThat(step.output()).isEqualTo("stepped");
			assertThat(this.server.span("open").parentId()).isEqualTo(step.id());
		});
	}

	@Test
	void failureOfCodeObservedByHandIsRecordedAndPassesThrough() {
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			Exception failure = new Exception("checked");
			assertThatExceptionOfType(Exception.class).isThrownBy(() -> langfuse.observation("x").observeChecked(() -> {
				throw failure;
			})).satisfies((thrown) -> assertThat(thrown).isSameAs(failure));
			try (var told = langfuse.observation("told").start()) {
				told.error(failure);
			}
			flush(context);
			assertThat(this.server.span("x").text("langfuse.observation.status_message")).isEqualTo("checked");
			assertThat(this.server.span("told").text("langfuse.observation.level")).isEqualTo("ERROR");
		});
	}

	@Test
	void seedGivesTheTraceIdOfTheOfficialSdks() {
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("root").traceSeed("test-identifier").observe(() -> {
				langfuse.observation("below").traceSeed("session-456").observe(() -> {
				});
			});
			flush(context);
			assertThat(this.server.span("root").traceId()).isEqualTo("115ae872eb1d3e23f9de03f7ab344193");
			assertThat(this.server.span("below").traceId()).isEqualTo("115ae872eb1d3e23f9de03f7ab344193");
		});
	}

	@Test
	void whatBroughtNothingIsFreeOfCharge() {
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			Models models = new Models(langfuse);
			models.model("failed", ObservationType.GENERATION, (call) -> call.error(new IllegalStateException("no")));
			models.model("failed late", ObservationType.GENERATION,
					(call) -> call.output("half an ans").error(new IllegalStateException("no")));
			models.model("streamed", ObservationType.GENERATION,
					(call) -> call.completionStartTime(Instant.now()).error(new IllegalStateException("no")));
			models.model("answered", ObservationType.GENERATION, (call) -> call.output("hi"));
			models.model("without output", ObservationType.GENERATION, (call) -> call.metadata("k", "v"));
			models.model("told", ObservationType.GENERATION,
					(call) -> call.usage(UsageDetails.of(3, 0)).error(new IllegalStateException("no")));
			models.model("embedded", ObservationType.EMBEDDING, (call) -> call.output(List.of(0.1, 0.2)));
			models.model("counted", ObservationType.EMBEDDING, (call) -> call.usage(UsageDetails.of(7, 0)));
			models.model("failed tool", ObservationType.TOOL, (call) -> call.error(new IllegalStateException("no")));
			flush(context);
			String free = "{\"input\":0,\"output\":0}";
			assertThat(usage("failed")).isEqualTo(free);
			assertThat(usage("embedded")).isEqualTo(free);
			assertThat(usage("told")).isEqualTo("{\"input\":3,\"output\":0}");
			assertThat(usage("counted")).isEqualTo("{\"input\":7,\"output\":0}");
			// The server knows better than zero
			assertThat(
					Stream.of("failed late", "streamed", "answered", "without output", "failed tool").map(this::usage))
				.containsOnlyNulls();
		});
	}

	@Test
	void handleIsNoResult() {
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("x").observe(() -> langfuse.current().metadata("k", "v"));
			langfuse.observation("y").observe(() -> langfuse.current().trace().tags("t"));
			flush(context);
			assertThat(this.server.span("x").output()).isNull();
			assertThat(this.server.span("y").output()).isNull();
		});
	}

	private String usage(String name) {
		return this.server.span(name).text("langfuse.observation.usage_details");
	}

	private static void flush(ApplicationContext context) {
		assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(10))).as("flushed").isTrue();
	}

	private record Models(Langfuse langfuse) {

		void model(String name, ObservationType type, Consumer<LangfuseObservation> call) {
			try (var model = this.langfuse.observation(name).type(type).model("m").input("hi").start()) {
				call.accept(model);
			}
		}

	}

}
