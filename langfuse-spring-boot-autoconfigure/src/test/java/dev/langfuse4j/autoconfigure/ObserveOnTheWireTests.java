/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.autoconfigure.TestServices.Assistant;
import dev.langfuse4j.autoconfigure.TestServices.Model;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.LangfuseServer.Received;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Observed methods arrive at a Langfuse server.
 */
@ExtendWith(OutputCaptureExtension.class)
class ObserveOnTheWireTests {

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
	void requestIsWhatTheServerExpects() {
		this.contextRunner.run((context) -> {
			context.getBean(Assistant.class).answer("hi", 3);
			flush(context);
			assertThat(this.server.requests()).hasSize(1);
			Received request = this.server.requests().get(0);
			assertThat(request.method()).isEqualTo("POST");
			assertThat(request.path()).isEqualTo("/api/public/otel/v1/traces");
			assertThat(request.protocol()).isEqualTo("HTTP/1.1");
			assertThat(request.header("Upgrade")).isNull();
			assertThat(request.header("Authorization"))
				.isEqualTo("Basic " + Base64.getEncoder().encodeToString("pk-lf-test:sk-lf-test".getBytes()));
			assertThat(request.header("Content-Type")).isEqualTo("application/x-protobuf");
			assertThat(request.header("Content-Encoding")).isEqualTo("gzip");
			assertThat(request.header("x-langfuse-ingestion-version")).isEqualTo("4");
			assertThat(request.header("x-langfuse-sdk-name")).isEqualTo("java");
			assertThat(request.header("x-langfuse-sdk-version")).matches("\\d+\\.\\d+\\.\\d+.*");
			assertThat(request.header("traceparent")).isNull();
		});
	}

	@Test
	void resourceAndScopeAreThoseOfTheApplication() {
		this.contextRunner.run((context) -> {
			context.getBean(Assistant.class).answer("hi", 3);
			flush(context);
			Received request = this.server.requests().get(0);
			assertThat(request.resource().path("attributes"))
				.map((node) -> node.path("key").asString() + "=" + node.path("value").path("stringValue").asString())
				.containsExactly("service.name=demo", "service.version=1.4.2", "langfuse.release=abc123",
						"langfuse.environment=staging");
			assertThat(request.scope().path("name").asString()).isEqualTo("langfuse-sdk-java");
			assertThat(request.scope().path("version").asString()).isEqualTo(request.header("x-langfuse-sdk-version"));
		});
	}

	@Test
	void nestedCallsBecomeATree() {
		this.contextRunner.run((context) -> {
			String answer = context.getBean(Assistant.class).answer("hi", 3);
			assertThat(answer).isEqualTo("model says hi");
			flush(context);
			Span root = this.server.span("answer");
			Span child = this.server.span("llm");
			assertThat(root.parentId()).isNull();
			assertThat(root.json().has("parentSpanId")).isFalse();
			assertThat(child.parentId()).isEqualTo(root.id());
			assertThat(child.traceId()).isEqualTo(root.traceId());
			assertThat(root.traceId()).matches("[0-9a-f]{32}");
			assertThat(List.of(root.id(), child.id())).allMatch((id) -> id.matches("[0-9a-f]{16}"));
			assertThat(child.startTime()).isGreaterThanOrEqualTo(root.startTime());
			assertThat(child.endTime()).isLessThanOrEqualTo(root.endTime());
			long now = System.currentTimeMillis() * 1_000_000;
			assertThat(root.startTime()).isBetween(now - Duration.ofMinutes(1).toNanos(), now);
			assertThat(this.server.spans())
				.allSatisfy((span) -> assertThat(span.text("langfuse.trace.name")).isEqualTo("answer"));
		});
	}

	@Test
	void inputIsNamedByParametersAndOutputIsTheResult() {
		this.contextRunner.run((context) -> {
			context.getBean(Assistant.class).answer("hi", 3);
			flush(context);
			Span root = this.server.span("answer");
			assertThat(root.type()).isEqualTo("span");
			assertThat(root.input()).isEqualTo("{\"question\":\"hi\",\"topK\":3}");
			assertThat(root.output()).isEqualTo("model says hi");
			Span child = this.server.span("llm");
			assertThat(child.type()).isEqualTo("generation");
			assertThat(child.input()).isEqualTo("hi");
			assertThat(child.outputJson().path("text").asString()).isEqualTo("model says hi");
		});
	}

	@Test
	void whatTheMethodSetsOnTheCurrentObservationIsSent() {
		this.contextRunner.run((context) -> {
			context.getBean(Assistant.class).answer("hi", 3);
			flush(context);
			Span llm = this.server.span("llm");
			assertThat(llm.text("langfuse.observation.model.name")).isEqualTo("gpt-4o-2024-08-06");
			assertThat(llm.text("langfuse.observation.model.parameters"))
				.isEqualTo("{\"temperature\":0.2,\"max_tokens\":512}");
			assertThat(llm.text("langfuse.observation.usage_details"))
				.isEqualTo("{\"input\":100,\"output\":20,\"input_cached_tokens\":7}");
			assertThat(llm.text("langfuse.observation.cost_details"))
				.isEqualTo("{\"input\":0.001,\"output\":0.002,\"total\":0.003}");
			assertThat(llm.text("langfuse.observation.completion_start_time")).isEqualTo("2025-10-09T08:53:21.400Z");
			assertThat(llm.text("langfuse.observation.prompt.name")).isEqualTo("movie-critic");
			JsonNode version = llm.attributes().get("langfuse.observation.prompt.version").path("intValue");
			assertThat(version.isInt()).as("a JSON number").isTrue();
			assertThat(version.intValue()).isEqualTo(3);
			assertThat(llm.text("langfuse.observation.level")).isEqualTo("WARNING");
			assertThat(llm.text("langfuse.observation.status_message")).isEqualTo("slow");
			assertThat(llm.metadata("tenant")).isEqualTo("acme");
			assertThat(llm.metadata("retries")).isEqualTo("2");
			assertThat(llm.json().has("status")).isFalse();
			Span event = this.server.span("cache miss");
			assertThat(event.type()).isEqualTo("event");
			assertThat(event.parentId()).isEqualTo(llm.id());
			assertThat(event.startTime()).isEqualTo(event.endTime());
		});
	}

	@Test
	void noAttributeIsWithoutAValueAndNoneIsEmpty() {
		this.contextRunner.run((context) -> {
			Assistant assistant = context.getBean(Assistant.class);
			assistant.answer("hi", 3);
			assistant.nothing(null);
			assistant.nothing("");
			flush(context);
			assertThat(this.server.spans()).hasSize(5).allSatisfy((span) -> {
				assertThat(span.json().path("attributes")).allSatisfy((attribute) -> {
					assertThat(attribute.path("key").asString()).isNotEmpty();
					assertThat(attribute.path("value").size()).isEqualTo(1);
					assertThat(attribute.path("value").properties()).allSatisfy((value) -> {
						assertThat(value.getKey()).isIn("stringValue", "intValue");
						assertThat(value.getValue().asString()).isNotEmpty();
					});
				});
			});
		});
	}

	@Test
	void failureIsRecordedAndPassesThroughUnchanged() {
		this.contextRunner.run((context) -> {
			IllegalStateException failure = new IllegalStateException("no such model");
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> context.getBean(Assistant.class).fail(failure))
				.satisfies((thrown) -> assertThat(thrown).isSameAs(failure));
			flush(context);
			Span span = this.server.span("fail");
			assertThat(span.text("langfuse.observation.level")).isEqualTo("ERROR");
			assertThat(span.text("langfuse.observation.status_message")).isEqualTo("no such model");
			assertThat(span.json().at("/status/code").isInt()).isTrue();
			assertThat(span.json().at("/status/code").intValue()).isEqualTo(2);
			assertThat(span.json().at("/status/message").asString()).isEqualTo("no such model");
			assertThat(span.metadata("exception.type")).isEqualTo("java.lang.IllegalStateException");
			assertThat(span.metadata("exception.stacktrace")).contains("ObserveOnTheWireTests");
			assertThat(span.output()).isNull();
		});
	}

	@Test
	void stackTraceCanBeSwitchedOff() {
		this.contextRunner.withPropertyValues("langfuse.capture.stack-trace=false").run((context) -> {
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> context.getBean(Assistant.class).fail(new IllegalStateException("no such model")));
			flush(context);
			assertThat(this.server.span("fail").metadata("exception.type")).isNotNull();
			assertThat(this.server.span("fail").metadata("exception.stacktrace")).isNull();
		});
	}

	@Test
	void expressionsProjectWhatIsRecorded() {
		this.contextRunner.run((context) -> {
			context.getBean(Assistant.class).projected(Map.of("name", "Ada", "ssn", "123-45-6789"), 5);
			flush(context);
			Span span = this.server.span("projected");
			assertThat(span.input()).isEqualTo("Ada");
			assertThat(span.output()).isEqualTo("10");
			assertThat(span.metadata("topK")).isEqualTo("5");
			assertThat(span.metadata("doubled")).isEqualTo("true");
			assertThat(span.text("langfuse.version")).isEqualTo("v2");
			assertThat(span.text("langfuse.observation.model.name")).isEqualTo("ranker-1");
			assertThat(span.text("langfuse.observation.level")).isEqualTo("DEBUG");
			assertThat(span.json().toString()).doesNotContain("123-45");
		});
	}

	@Test
	void wrongExpressionsRecordTheRestAndLeaveTheCallAlone(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(Assistant.class).wrongExpressions("secret thing")).isEqualTo("done");
			flush(context);
			Span span = this.server.span("wrongExpressions");
			assertThat(span.input()).as("not everything instead").isNull();
			assertThat(span.output()).isNull();
			assertThat(span.metadata("good")).isEqualTo("12");
			assertThat(span.metadata("bad")).isNull();
			assertThat(span.json().toString()).doesNotContain("secret thing");
			assertThat(output)
				.containsOnlyOnce("wrongExpressions is not recorded: '#text.noSuchProperty' failed: "
						+ "org.springframework.expression.spel.SpelEvaluationException "
						+ "(PROPERTY_OR_FIELD_NOT_READABLE)")
				.doesNotContain("secret thing");
		});
	}

	@Test
	void misspeltParameterIsSaidWithItsExpression(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			context.getBean(Assistant.class).misspelt("abc");
			context.getBean(Assistant.class).misspelt("abc");
			flush(context);
			assertThat(this.server.spans()).hasSize(2)
				.allSatisfy((span) -> assertThat(span.input()).isNull())
				.allSatisfy((span) -> assertThat(span.output()).isEqualTo("7"));
			assertThat(output).containsOnlyOnce("Attribute 'input' of @Observe on " + Assistant.class.getName()
					+ ".misspelt is not recorded: '#txet' names #txet, which is not a parameter");
		});
	}

	@Test
	void captureCanBeSwitchedOffPerMethodAndForAll() {
		this.contextRunner.withPropertyValues("langfuse.capture.output=false").run((context) -> {
			Assistant assistant = context.getBean(Assistant.class);
			assistant.closed("private");
			assistant.nothing("x");
			assistant.open("y");
			flush(context);
			assertThat(this.server.span("closed").input()).isNull();
			assertThat(this.server.span("nothing").input()).isEqualTo("{\"text\":\"x\"}");
			assertThat(this.server.span("open").output()).as("ON beats the property").isEqualTo("y");
		});
	}

	@Test
	void metadataOnlySendsNoContent() {
		this.contextRunner.withPropertyValues("langfuse.capture.mode=metadata-only").run((context) -> {
			Assistant assistant = context.getBean(Assistant.class);
			assistant.answer("customer data", 1);
			assistant.open("customer data");
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> assistant.fail(new IllegalStateException("customer data")));
			flush(context);
			assertThat(this.server.spans()).hasSize(5);
			assertThat(this.server.requests().get(0).text()).doesNotContain("customer data");
			assertThat(this.server.span("fail").text("langfuse.observation.status_message"))
				.isEqualTo("java.lang.IllegalStateException");
			assertThat(this.server.span("llm").text("langfuse.observation.usage_details")).isNotNull();
		});
	}

	@Test
	void newTraceStartsARootInsideAnother() {
		this.contextRunner.run((context) -> {
			context.getBean(Assistant.class).outer(context.getBean(Model.class));
			flush(context);
			Span outer = this.server.span("outer");
			Span separate = this.server.span("separate");
			Span below = this.server.span("llm");
			assertThat(separate.parentId()).isNull();
			assertThat(separate.traceId()).isNotEqualTo(outer.traceId());
			assertThat(separate.text("langfuse.trace.name")).isEqualTo("separate");
			assertThat(below.traceId()).isEqualTo(separate.traceId());
			assertThat(below.parentId()).isEqualTo(separate.id());
		});
	}

	@Test
	void nothingIsTracedOfTheExportItself() {
		this.contextRunner.run((context) -> {
			for (int i = 0; i < 3; i++) {
				context.getBean(Assistant.class).open("x");
				flush(context);
			}
			assertThat(this.server.requests()).hasSize(3);
			assertThat(this.server.spans()).hasSize(3);
		});
	}

	@Test
	void closingTheContextSendsWhatIsLeft() {
		this.contextRunner.withPropertyValues("langfuse.flush-interval=1h")
			.run((context) -> context.getBean(Assistant.class).open("last"));
		assertThat(this.server.span("open").output()).isEqualTo("last");
	}

	private static void flush(ApplicationContext context) {
		assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(10))).as("flushed").isTrue();
	}

}
