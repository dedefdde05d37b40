/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.otel;

import java.time.Duration;
import java.time.Instant;

import dev.langfuse4j.Langfuse;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spans that other libraries report to the application's OpenTelemetry SDK are sent as
 * observations.
 */
class OtelSpansTests extends OtelTestSupport {

	@Test
	void spanOfAModelIsAGenerationWithTheIdsOfTheSpan() {
		run((langfuse, provider) -> {
			Span span = chat(provider.get(SCOPE)).setAttribute("gen_ai.request.temperature", 0.5)
				.setAttribute("gen_ai.request.max_tokens", 50)
				.setAttribute("gen_ai.provider.name", "acme")
				.setAttribute("gen_ai.conversation.id", "s1")
				.setAttribute("user.id", "ada")
				.startSpan();
			answer(span, 120, 30);
			span.setAttribute("gen_ai.usage.cache_read.input_tokens", 64);
			span.setAttribute("gen_ai.usage.reasoning.output_tokens", 11);
			span.setAttribute("gen_ai.system_instructions", "[{\"type\":\"text\",\"content\":\"be brief\"}]");
			span.setAttribute("gen_ai.tool.definitions", "[{\"type\":\"function\",\"name\":\"weather\"}]");
			span.end();
			assertThat(tree(langfuse)).isEqualTo("""
					chat m [generation] session=s1 model=m-1 usage={input:56,output:30,input_cached_tokens:64,total:150}
					""");
			dev.langfuse4j.testing.Span sent = this.server.span("chat m");
			assertThat(sent.traceId()).isEqualTo(span.getSpanContext().getTraceId());
			assertThat(sent.id()).isEqualTo(span.getSpanContext().getSpanId());
			assertThat(sent.input()).isEqualTo("[{\"role\":\"system\",\"content\":\"be brief\",\"tools\":"
					+ "[{\"type\":\"function\",\"name\":\"weather\"}]},{\"role\":\"user\",\"content\":\"Oslo?\"},"
					+ "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\","
					+ "\"function\":{\"name\":\"weather\",\"arguments\":{\"city\":\"Oslo\"}}}]},"
					+ "{\"role\":\"tool\",\"content\":\"cold\",\"tool_call_id\":\"c1\"}]");
			assertThat(sent.output()).isEqualTo("{\"role\":\"assistant\",\"content\":\"It is cold\","
					+ "\"thinking\":[{\"type\":\"thinking\",\"content\":\"hm\"}],\"finish_reason\":\"stop\"}");
			assertThat(sent.text("langfuse.observation.model.parameters")).contains("\"temperature\":0.5",
					"\"max_tokens\":50");
			assertThat(sent.metadata("provider")).isEqualTo("acme");
			assertThat(sent.metadata("otel.scope")).isEqualTo(SCOPE);
			assertThat(sent.metadata("reasoning_tokens")).isEqualTo("11");
			assertThat(sent.text("session.id")).isEqualTo("s1");
			assertThat(sent.text("user.id")).isEqualTo("ada");
		});
	}

	@Test
	void messagesAreReadFromEvents() {
		run((langfuse, provider) -> {
			Span span = chat(provider.get(SCOPE)).startSpan();
			span.addEvent("gen_ai.system.message", Attributes.of(AttributeKey.stringKey("content"), "be brief"));
			span.addEvent("gen_ai.user.message", Attributes.of(AttributeKey.stringKey("content"), "Oslo?"));
			span.addEvent("gen_ai.choice", Attributes.of(AttributeKey.stringKey("message"), "{\"content\":\"cold\"}",
					AttributeKey.stringKey("finish_reason"), "stop"));
			span.end();
			flush(langfuse);
			dev.langfuse4j.testing.Span sent = this.server.span("chat m");
			assertThat(sent.input()).isEqualTo(
					"[{\"role\":\"system\",\"content\":\"be brief\"},{\"role\":\"user\",\"content\":\"Oslo?\"}]");
			assertThat(sent.output())
				.isEqualTo("{\"role\":\"assistant\",\"content\":\"cold\",\"finish_reason\":\"stop\"}");
		});
	}

	@Test
	void messagesAreReadFromLogRecords() {
		this.contextRunner.run((context) -> run(context.getBean(SpanProcessor.class), (provider) -> {
			SdkLoggerProvider logs = SdkLoggerProvider.builder()
				.addLogRecordProcessor(context.getBean(LogRecordProcessor.class))
				.build();
			Logger logger = logs.get(SCOPE);
			Span span = chat(provider.get(SCOPE)).startSpan();
			try (Scope scope = span.makeCurrent()) {
				logger.logRecordBuilder()
					.setAttribute(AttributeKey.stringKey("event.name"), "gen_ai.user.message")
					.setBody(Value.of(KeyValue.of("content", Value.of("Oslo?"))))
					.emit();
				logger.logRecordBuilder()
					.setEventName("gen_ai.choice")
					.setBody(Value.of(KeyValue.of("finish_reason", Value.of("tool_calls")),
							KeyValue.of("message",
									Value.of(KeyValue.of("tool_calls",
											Value.of(Value.of(KeyValue.of("id", Value.of("c1")),
													KeyValue.of("function",
															Value.of(KeyValue.of("name", Value.of("weather")),
																	KeyValue.of("arguments", Value.of("{}")))))))))))
					.emit();
				logger.logRecordBuilder().setBody("something else").emit();
			}
			span.end();
			flush(context.getBean(Langfuse.class));
			dev.langfuse4j.testing.Span sent = this.server.span("chat m");
			assertThat(sent.input()).isEqualTo("[{\"role\":\"user\",\"content\":\"Oslo?\"}]");
			assertThat(sent.output())
				.isEqualTo("{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"c1\","
						+ "\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{}\"}}],"
						+ "\"finish_reason\":\"tool_calls\"}");
		}));
	}

	@Test
	void failureHasItsMessageAndType() {
		run((langfuse, provider) -> {
			Span span = chat(provider.get(SCOPE)).startSpan();
			span.recordException(new IllegalStateException("overloaded"));
			span.setStatus(io.opentelemetry.api.trace.StatusCode.ERROR);
			span.end();
			flush(langfuse);
			dev.langfuse4j.testing.Span sent = this.server.span("chat m");
			assertThat(sent.text("langfuse.observation.level")).isEqualTo("ERROR");
			assertThat(sent.text("langfuse.observation.status_message")).isEqualTo("overloaded");
			assertThat(sent.metadata("exception.type")).isEqualTo("java.lang.IllegalStateException");
		});
	}

	@Test
	void spansKeepTheirTimes() {
		run((langfuse, provider) -> {
			Instant start = Instant.now().minusSeconds(60);
			Span span = chat(provider.get(SCOPE)).setStartTimestamp(start).startSpan();
			span.addEvent("First Token Stream Event", start.plusSeconds(1));
			span.end(start.plusSeconds(2));
			flush(langfuse);
			dev.langfuse4j.testing.Span sent = this.server.span("chat m");
			assertThat(sent.endTime() - sent.startTime()).isEqualTo(Duration.ofSeconds(2).toNanos());
			assertThat(sent.text("langfuse.observation.completion_start_time"))
				.contains(start.plusSeconds(1).toString().substring(0, 19));
		});
	}

	@Test
	void contentFollowsTheRulesOfCapture() {
		this.contextRunner.withPropertyValues("langfuse.capture.mode=metadata-only")
			.run((context) -> run(context.getBean(SpanProcessor.class), (provider) -> {
				chatted(provider.get(SCOPE));
				flush(context.getBean(Langfuse.class));
				dev.langfuse4j.testing.Span sent = this.server.span("chat m");
				assertThat(sent.input()).isNull();
				assertThat(sent.output()).isNull();
				assertThat(sent.text("langfuse.observation.usage_details")).isNotNull();
			}));
	}

	@Test
	void contentIsMasked() {
		this.contextRunner.withPropertyValues("langfuse.capture.maskers=email")
			.run((context) -> run(context.getBean(SpanProcessor.class), (provider) -> {
				Span span = chat(provider.get(SCOPE)).startSpan();
				span.setAttribute("gen_ai.input.messages",
						"[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"ada@example.com\"}]}]");
				span.end();
				flush(context.getBean(Langfuse.class));
				assertThat(this.server.span("chat m").input()).contains("user").doesNotContain("ada@");
			}));
	}

}
