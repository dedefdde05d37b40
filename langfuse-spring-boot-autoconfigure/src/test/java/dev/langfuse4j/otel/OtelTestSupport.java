/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.otel;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.autoconfigure.otel.LangfuseOtelAutoConfiguration;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.SpanTree;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.junit.jupiter.api.AfterEach;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * Runs an application with an OpenTelemetry SDK, and shows what a Langfuse server gets of
 * spans that other libraries report to it.
 */
abstract class OtelTestSupport {

	static final String SCOPE = "com.example.agents";

	static final String INPUT = "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Oslo?\"}]},"
			+ "{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"c1\",\"name\":\"weather\","
			+ "\"arguments\":{\"city\":\"Oslo\"}}]},{\"role\":\"tool\",\"parts\":[{\"type\":\"tool_call_response\","
			+ "\"id\":\"c1\",\"response\":\"cold\"}]}]";

	static final String OUTPUT = "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"reasoning\",\"content\":\"hm\"},"
			+ "{\"type\":\"text\",\"content\":\"It is cold\"}],\"finish_reason\":\"stop\"}]";

	final LangfuseServer server = new LangfuseServer();

	final ApplicationContextRunner contextRunner = LangfuseContexts.runner(LangfuseOtelAutoConfiguration.class)
		.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()));

	@AfterEach
	void close() {
		this.server.close();
	}

	void run(BiConsumer<Langfuse, SdkTracerProvider> code) {
		this.contextRunner.run((context) -> run(context.getBean(SpanProcessor.class),
				(provider) -> code.accept(context.getBean(Langfuse.class), provider)));
	}

	static void run(SpanProcessor processor, Consumer<SdkTracerProvider> code) {
		try (SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(processor).build()) {
			code.accept(provider);
		}
	}

	String tree(Langfuse langfuse) {
		flush(langfuse);
		return SpanTree.of(this.server.spans());
	}

	static void flush(Langfuse langfuse) {
		langfuse.flush(Duration.ofSeconds(20));
	}

	static SpanBuilder chat(Tracer tracer) {
		return tracer.spanBuilder("chat m")
			.setAttribute("gen_ai.operation.name", "chat")
			.setAttribute("gen_ai.request.model", "m");
	}

	static SpanBuilder agent(Tracer tracer) {
		return tracer.spanBuilder("invoke").setAttribute("gen_ai.operation.name", "invoke_agent");
	}

	static void chatted(Tracer tracer) {
		Span span = chat(tracer).startSpan();
		answer(span, 10, 5);
		span.end();
	}

	static void answer(Span span, long input, long output) {
		span.setAttribute("gen_ai.response.model", "m-1");
		span.setAttribute("gen_ai.usage.input_tokens", input);
		span.setAttribute("gen_ai.usage.output_tokens", output);
		span.setAttribute("gen_ai.input.messages", INPUT);
		span.setAttribute("gen_ai.output.messages", OUTPUT);
	}

	static void within(SpanBuilder builder, Runnable code) {
		Span span = builder.startSpan();
		try (Scope scope = span.makeCurrent()) {
			code.run();
		}
		finally {
			span.end();
		}
	}

}
