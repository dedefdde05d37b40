/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.ObserveEvaluator;
import dev.langfuse4j.experiment.ExperimentResult;
import dev.langfuse4j.experiment.LangfuseExperiments;
import dev.langfuse4j.observation.ActiveObservation;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.UsageDetails;
import dev.langfuse4j.testing.DatasetServer;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Span;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Experiments as a Langfuse server receives them.
 */
class ExperimentsOnTheWireTests {

	private static final String V4_RUN_ID_OF_RUN_1 = "885747a481f1d5d2";

	private final DatasetServer server = new DatasetServer();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.fullRunner()
		.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()))
		.withPropertyValues("langfuse.sample-rate=0", "langfuse.environment=staging");

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void everySpanSaysWhichItemOfWhichRunItBelongsTo() throws Exception {
		this.server.dataset("qa")
			.item("qa", "item-1", "{\"input\":\"What is OTLP?\",\"expectedOutput\":{\"answer\":\"A protocol\"},"
					+ "\"metadata\":{\"level\":{\"name\":\"easy\"}}}");
		run((experiments, langfuse) -> {
			ExperimentResult<String> result = experiments.experiment("rag")
				.dataset("qa")
				.input(String.class)
				.version(Instant.parse("2100-01-01T00:00:00Z"))
				.runName("run-1")
				.description("the first")
				.metadata("model", Map.of("name", "x", "size", 7))
				.metadata("password", "hunter2")
				.task((item) -> langfuse.observation("llm-call").type(ObservationType.GENERATION).observe(() -> {
					langfuse.current().usage(UsageDetails.of(100, 20));
					langfuse.with((trace) -> trace.environment("production"))
						.run(() -> langfuse.observation("inner").observe(() -> {
						}));
					return "A protocol";
				}))
				.evaluator("exact", (answer) -> "A protocol".equals(answer.output()))
				.run();
			result.assertThat().allItemsCompleted().average("exact").isGreaterThanOrEqualTo(1).isDelivered();
			assertThat(result.tokens()).hasValue(120);
			assertThat(result.runId()).isEqualTo(V4_RUN_ID_OF_RUN_1);
			assertThat(result.url())
				.isEqualTo(this.server.url() + "/project/proj-1/datasets/ds-qa/runs/" + V4_RUN_ID_OF_RUN_1);
		});
		List<Span> spans = this.server.server().spans();
		Span task = this.server.server().span("experiment-item-task");
		Map<String, Map<String, String>> sent = new TreeMap<>();
		for (Span span : spans) {
			Map<String, String> attributes = new TreeMap<>();
			span.attributes()
				.keySet()
				.stream()
				.filter((key) -> key.contains(".experiment.") || key.contains(".environment"))
				.forEach((key) -> attributes.put(key, span.text(key).replace(task.id(), "<task>")));
			sent.put(span.name(), attributes);
		}
		JsonNode actual = JsonMapper.shared().valueToTree(sent);
		assertThat(actual).isEqualTo(JsonMapper.shared().readTree(expected("experiment.json")));
		assertThat(spans).extracting(Span::traceId).containsOnly(task.traceId());
		Span root = this.server.server().span("experiment-item-run");
		assertThat(root.parentId()).isNull();
		assertThat(root.input()).isEqualTo("What is OTLP?");
		assertThat(root.output()).isEqualTo("A protocol");
		assertThat(task.parentId()).isEqualTo(root.id());
		Span evaluation = this.server.server().span("experiment-item-evaluation");
		assertThat(evaluation.parentId()).isEqualTo(root.id());
		assertThat(evaluation.output()).isEqualTo("{\"evaluator_count\":1,\"evaluation_count\":1,"
				+ "\"failed_evaluator_count\":0,\"skipped_evaluator_count\":0}");
		Span evaluator = this.server.server().span("exact");
		assertThat(evaluator.parentId()).isEqualTo(evaluation.id());
		assertThat(evaluator.type()).isEqualTo("evaluator");
		assertThat(evaluator.metadata("evaluator_kind")).isEqualTo("item");
		assertThat(evaluator.metadata("evaluator_index")).isEqualTo("0");
		JsonNode score = this.server.server().scores().get(0);
		assertThat(this.server.server().scores()).hasSize(1);
		assertThat(score.path("observationId").asString()).isEqualTo(task.id());
		assertThat(score.path("traceId").asString()).isEqualTo(task.traceId());
		assertThat(score.path("environment").asString()).isEqualTo("sdk-experiment");
	}

	private static String expected(String file) {
		try {
			return new ClassPathResource("dev/langfuse4j/experiment/" + file).getContentAsString(StandardCharsets.UTF_8)
				.stripTrailing();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void aServerOfVersion4IsAskedOnce() {
		items(5);
		this.server.runItems((body) -> answer(V4_RUN_ID_OF_RUN_1));
		run((experiments, langfuse) -> {
			assertThat(runOne(experiments).delivered()).isTrue();
			assertThat(links()).hasSize(1);
		});
	}

	@Test
	void aServerOfVersion3IsToldOfEachItem() {
		items(5);
		this.server.runItems((body) -> answer("cm-run-1"));
		run((experiments, langfuse) -> {
			ExperimentResult<Object> result = runOne(experiments);
			assertThat(result.delivered()).isTrue();
			assertThat(result.runId()).isEqualTo("cm-run-1");
			assertThat(links()).extracting((link) -> link.path("datasetItemId").asString())
				.containsExactlyInAnyOrder("item-0", "item-1", "item-2", "item-3", "item-4");
			assertThat(links()).allSatisfy((link) -> {
				assertThat(link.propertyNames()).containsOnly("runName", "metadata", "datasetItemId", "traceId",
						"observationId");
				assertThat(this.server.server().spans()).anySatisfy((span) -> {
					assertThat(span.id()).isEqualTo(link.path("observationId").asString());
					assertThat(span.traceId()).isEqualTo(link.path("traceId").asString());
					assertThat(span.text("langfuse.experiment.id")).isEqualTo("cm-run-1");
				});
			});
		});
	}

	@Test
	void anItemThatCannotBeLinkedIsNotDelivered() {
		items(5);
		this.server.runItems((body) -> body.path("datasetItemId").asString().equals("item-3")
				? LangfuseServer.Answer.of(404, "{\"message\":\"Dataset item not found\"}") : answer("cm-run-1"));
		run((experiments, langfuse) -> {
			ExperimentResult<Object> result = runOne(experiments);
			assertThat(result.delivered()).isFalse();
			result.assertThat().allItemsCompleted();
		});
	}

	@Test
	void withoutTheEndpointTheIdIsComputed() {
		items(5);
		this.server.runItems((body) -> LangfuseServer.Answer.of(410, "{\"message\":\"gone\"}"));
		run((experiments, langfuse) -> {
			ExperimentResult<Object> result = runOne(experiments);
			assertThat(result.delivered()).isTrue();
			assertThat(result.runId()).isEqualTo(V4_RUN_ID_OF_RUN_1);
			assertThat(links()).hasSize(1);
		});
	}

	@Test
	void aServerThatDoesNotAnswerLeavesTheRunUnlinked() {
		items(3);
		this.server.runItems((body) -> {
			throw new IllegalStateException("the connection breaks");
		});
		run((experiments, langfuse) -> {
			ExperimentResult<Object> result = runOne(experiments);
			result.assertThat().allItemsCompleted();
			assertThat(result.delivered()).isFalse();
			assertThat(result.runId()).isEqualTo(V4_RUN_ID_OF_RUN_1);
			assertThat(result.table()).contains("NOT delivered");
		});
	}

	@Test
	void anItemIsATraceOfItsOwnInsideOfAnother() {
		items(2);
		run((experiments, langfuse) -> {
			try (ActiveObservation around = langfuse.observation("test").start()) {
				langfuse.with((trace) -> trace.userId("user-of-the-test").name("around"))
					.run(() -> runOne(experiments));
				assertThat(this.server.server().spans()).hasSize(4).allSatisfy((span) -> {
					assertThat(span.traceId()).isNotEqualTo(around.traceId());
					assertThat(span.text("user.id")).isNull();
					assertThat(span.text("langfuse.trace.name")).isEqualTo("experiment-item-run");
				});
				assertThat(langfuse.current().traceId()).isEqualTo(around.traceId());
			}
		});
	}

	@Test
	void anItemIsATraceOfItsOwnInsideOfATracedRequest() {
		items(2);
		Tracer tracer = new OtelTracer(SdkTracerProvider.builder().build().get("test"), new OtelCurrentTraceContext(),
				Objects::requireNonNull);
		this.contextRunner.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class))
			.withBean(Tracer.class, () -> tracer)
			.withBean(DefaultTracingObservationHandler.class, tracer)
			.run((context) -> {
				ObservationRegistry registry = context.getBean(ObservationRegistry.class);
				String request = Observation.createNotStarted("http.server.requests", registry).observe(() -> {
					runOne(context.getBean(LangfuseExperiments.class)).assertThat().allItemsCompleted();
					return Objects.requireNonNull(tracer.currentSpan()).context().traceId();
				});
				List<Span> spans = this.server.server().spans();
				assertThat(spans).hasSize(4).extracting(Span::traceId).doesNotContain(request);
				assertThat(spans.stream().map(Span::traceId).distinct()).hasSize(2);
				assertThat(spans).filteredOn((span) -> span.name().equals("experiment-item-run"))
					.extracting(Span::parentId)
					.containsOnlyNulls();
			});
	}

	@Test
	void reactiveAndAsynchronousTasksAreFollowed() {
		items(1);
		run((experiments, langfuse) -> {
			experiments.experiment("reactive")
				.dataset("qa")
				.reactiveTask((item) -> Mono.delay(Duration.ofMillis(20))
					.transformDeferredContextual(
							(mono, context) -> mono.doOnNext((tick) -> langfuse.current(context).event("seen", null)))
					.map((tick) -> "done"))
				.evaluator("ok", (answer) -> Mono.just("done".equals(answer.output())))
				.run()
				.assertThat()
				.average("ok")
				.isGreaterThanOrEqualTo(1);
			assertThat(this.server.server().span("seen").parentId())
				.isEqualTo(this.server.server().span("experiment-item-task").id());
			assertThat(this.server.server().span("seen").text("langfuse.experiment.item.id")).isEqualTo("item-0");
			experiments.experiment("async")
				.dataset("qa")
				.asyncTask((item) -> CompletableFuture.supplyAsync(() -> "done"))
				.evaluator("ok", (answer) -> CompletableFuture.completedFuture("done".equals(answer.output())))
				.run()
				.assertThat()
				.allItemsScored("ok")
				.average("ok")
				.isGreaterThan(0.9);
		});
	}

	@Test
	void anObservedEvaluatorScoresOnce() {
		items(1);
		this.contextRunner.withBean(Judge.class).run((context) -> {
			Judge judge = context.getBean(Judge.class);
			context.getBean(LangfuseExperiments.class).experiment("judged").dataset("qa").task((item) -> {
				// What the application itself evaluates is scored as ever
				judge.judge("draft");
				return "answer";
			})
				.evaluator("quality", (answer) -> judge.judge(String.valueOf(answer.output())))
				.run()
				.assertThat()
				.average("quality")
				.isGreaterThan(0.6);
			String task = this.server.server().span("experiment-item-task").id();
			assertThat(this.server.server().scores()).hasSize(2)
				.allSatisfy((score) -> assertThat(score.path("observationId").asString()).isEqualTo(task))
				.extracting((score) -> score.path("name").asString())
				.containsExactlyInAnyOrder("quality", "draft-quality");
		});
	}

	@Test
	void aRunEvaluatorScoresTheRun() {
		items(2);
		this.server.runItems((body) -> answer("cm-run-1"));
		run((experiments, langfuse) -> {
			ExperimentResult<Object> result = experiments.experiment("rag")
				.dataset("qa")
				.runName("run-1")
				.task((item) -> item.input())
				.evaluator("ok", (answer) -> true)
				.runEvaluator("accuracy", (run) -> run.average("ok"))
				.runEvaluator("broken", (run) -> run.average("absent"))
				.run();
			assertThat(result.evaluations()).containsOnlyKeys("accuracy");
			assertThat(result.evaluationErrors()).containsOnlyKeys("broken");
			assertThat(this.server.server().scores())
				.filteredOn((score) -> score.path("datasetRunId").asString("").equals("cm-run-1"))
				.singleElement()
				.satisfies((score) -> {
					assertThat(score.path("name").asString()).isEqualTo("accuracy");
					assertThat(score.path("value").asDouble()).isEqualTo(1.0);
					assertThat(score.path("environment").asString()).isEqualTo("sdk-experiment");
				});
		});
	}

	@Test
	void contentIsMaskedAndLeftOutAsElsewhere() {
		this.server.dataset("qa").item("qa", "item-1", "{\"input\":\"in\",\"expectedOutput\":\"sk-ant-REDACTED\"}");
		run((experiments, langfuse) -> {
			experiments.experiment("rag").dataset("qa").task((item) -> "out").run();
			assertThat(
					this.server.server().span("experiment-item-task").text("langfuse.experiment.item.expected_output"))
				.doesNotContain("abcdefghijklmnop");
		});
		this.server.server().clear();
		this.contextRunner.withPropertyValues("langfuse.capture.mode=metadata-only").run((context) -> {
			context.getBean(LangfuseExperiments.class)
				.experiment("rag")
				.dataset("qa")
				.metadata("key", "value")
				.task((item) -> "out")
				.run();
			Span task = this.server.server().span("experiment-item-task");
			assertThat(task.attributes()).doesNotContainKeys("langfuse.experiment.item.expected_output",
					"langfuse.experiment.metadata.key", "langfuse.observation.output");
			assertThat(task.text("langfuse.experiment.item.id")).isEqualTo("item-1");
		});
	}

	private void items(int count) {
		this.server.dataset("qa");
		for (int i = 0; i < count; i++) {
			this.server.item("qa", "item-" + i, "{\"input\":\"question " + i + "\",\"expectedOutput\":\"answer\"}");
		}
	}

	private static LangfuseServer.Answer answer(String runId) {
		return LangfuseServer.Answer.of(200, "{\"id\":\"link\",\"datasetRunId\":\"" + runId + "\"}");
	}

	private List<JsonNode> links() {
		return this.server.server()
			.requests()
			.stream()
			.filter((request) -> request.path().equals("/api/public/dataset-run-items"))
			.map(LangfuseServer.Received::json)
			.toList();
	}

	private static ExperimentResult<Object> runOne(LangfuseExperiments experiments) {
		return experiments.experiment("rag")
			.dataset("qa")
			.runName("run-1")
			.metadata("commit", "abc")
			.task((item) -> item.input())
			.run();
	}

	private void run(BiConsumer<LangfuseExperiments, Langfuse> test) {
		this.contextRunner
			.run((context) -> test.accept(context.getBean(LangfuseExperiments.class), context.getBean(Langfuse.class)));
	}

	static class Judge {

		@ObserveEvaluator(score = "draft-quality")
		public double judge(String answer) {
			return 0.7;
		}

	}

}
