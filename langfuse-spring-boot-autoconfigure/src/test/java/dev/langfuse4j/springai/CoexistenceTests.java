/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.springai.ChatApplication.Assistant;
import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelAnswer.Call;
import dev.langfuse4j.testing.Span;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.client.observation.ChatClientObservationContext;
import org.springframework.ai.chat.client.observation.ChatClientObservationConvention;
import org.springframework.ai.chat.client.observation.DefaultChatClientObservationConvention;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Langfuse beside an application's own meters, tracing, conventions and filters.
 */
class CoexistenceTests extends SpringAiTestSupport {

	private static final String CHAT = "spring_ai chat_client [span]\n%schat gpt-stub [generation] model=gpt-stub-1 "
			+ "usage={input:56,output:30,input_cached_tokens:64,total:150}\n";

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void otherBackendHasTheSameTraceAndLangfuseOneGenerationPerCall(boolean stream) {
		this.models.answer(ModelAnswer.calls(new Call("c1", "weather", "{\"city\":\"Oslo\"}")),
				ModelAnswer.text("cold"));
		this.contextRunner.withUserConfiguration(ObservedApplication.class).run((context) -> {
			Assistant assistant = context.getBean(Assistant.class);
			within(context, () -> stream ? assistant.askStreamingWithTools("?") : assistant.askWithTools("?"));
			List<Span> spans = spans(context);
			assertThat(spans).extracting(Span::type)
				.containsExactlyInAnyOrder("span", "span", "generation", "tool", "span", "generation");
			List<SpanData> others = context.getBean(Spans.class).spans;
			assertThat(others).extracting(SpanData::getName)
				.contains("http get", "askWithTools", "chat gpt-stub", "execute_tool weather");
			SpanData http = others.stream().filter((span) -> span.getName().equals("http get")).findFirst().get();
			Span root = spans.stream().filter((span) -> span.parentId() == null).findFirst().get();
			assertThat(root.traceId()).isEqualTo(http.getTraceId());
			assertThat(spans).extracting(Span::traceId).containsOnly(root.traceId());
			assertThat(spans).allSatisfy((span) -> {
				assertThat(others).extracting(SpanData::getSpanId).contains(span.id());
				assertThat(span.metadata("otel.trace_id")).isNull();
			});
			assertThat(context.getBean(MeterRegistry.class).get("gen_ai.client.operation").timer().count())
				.isEqualTo(2);
		});
	}

	@Test
	void observationsOfOthersAppearWhenTheyAreNamed() {
		this.models.answer(ModelAnswer.text("warm"));
		this.contextRunner.withUserConfiguration(ObservedApplication.class)
			.withPropertyValues("langfuse.observe.include=http.server")
			.run((context) -> {
				within(context, () -> context.getBean(Assistant.class).ask("hi"));
				assertThat(tree(context)).isEqualTo("http get [span]\n  ask [span]\n    " + CHAT.formatted("      "));
				assertThat(this.server.span("http get").metadata("method")).isEqualTo("GET");
				assertThat(this.server.spans())
					.allSatisfy((span) -> assertThat(span.text("langfuse.trace.name")).isEqualTo("http get"));
			});
	}

	@Test
	void observationsOfOthersAppearWhereNobodyElseObserves() {
		this.models.answer(ModelAnswer.text("warm"));
		this.contextRunner.withUserConfiguration(ChatApplication.class)
			.withPropertyValues("langfuse.observe.include=http.server.requests")
			.run((context) -> {
				within(context, () -> context.getBean(Assistant.class).ask("hi"));
				assertThat(tree(context)).isEqualTo("http get [span]\n  ask [span]\n    " + CHAT.formatted("      "));
			});
	}

	@Test
	void conventionsAndFiltersOfTheApplicationKeepWorking() {
		this.models.answer(ModelAnswer.text("warm"));
		this.contextRunner.withUserConfiguration(ObservedApplication.class)
			.withBean(ChatClientObservationConvention.class, MyConvention::new)
			.withBean(ObservationFilter.class,
					() -> (observation) -> observation.addLowCardinalityKeyValue(KeyValue.of("team", "red")))
			.run((context) -> {
				context.getBean(Assistant.class).ask("hi");
				spans(context);
				assertThat(this.server.span("my client").input()).contains("be brief");
				assertThat(context.getBean(MeterRegistry.class).get("spring.ai.chat.client").tag("team", "red").timer())
					.isNotNull();
			});
	}

	@Test
	void probeIsAnAdvisorThatOthersSeeOnce() {
		this.models.answer(ModelAnswer.text("warm"));
		this.contextRunner.withUserConfiguration(ObservedApplication.class).run((context) -> {
			context.getBean(Assistant.class).askStreaming("hi");
			spans(context);
			assertThat(context.getBean(MeterRegistry.class)
				.get("spring.ai.advisor")
				.tag("spring.ai.advisor.name", StreamProbe.NAME)
				.timer()
				.count()).isEqualTo(1);
			assertThat(this.server.span("spring_ai chat_client").metadata("advisors"))
				.isEqualTo("[\"Tool Calling Advisor\",\"stream\"]");
		});
	}

	@Test
	void chatOnAnotherThreadBelongsToItsCaller() {
		this.models.answer(ModelAnswer.text("warm"));
		this.contextRunner.withUserConfiguration(ChatApplication.class, AsyncApplication.class)
			.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.withPropertyValues("spring.task.execution.propagate-context=true")
			.run((context) -> {
				AsyncAssistant assistant = context.getBean(AsyncAssistant.class);
				within(context, () -> "no observation of ours");
				context.getBean(Langfuse.class).observation("request").observe(() -> assistant.ask("hi").join());
				assertThat(tree(context)).isEqualTo("request [span]\n  ask [span]\n    " + CHAT.formatted("      "));
			});
	}

	private static void within(ApplicationContext context, Supplier<String> code) {
		Observation.createNotStarted("http.server.requests", context.getBean(ObservationRegistry.class))
			.contextualName("http get")
			.lowCardinalityKeyValue("method", "GET")
			.observe(code);
	}

	static class MyConvention extends DefaultChatClientObservationConvention {

		@Override
		public String getContextualName(ChatClientObservationContext context) {
			return "my client";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class AsyncApplication {

		@Bean
		AsyncAssistant asyncAssistant(Assistant assistant) {
			return new AsyncAssistant(assistant);
		}

	}

	static class AsyncAssistant {

		private final Assistant assistant;

		AsyncAssistant(Assistant assistant) {
			this.assistant = assistant;
		}

		@Async
		CompletableFuture<String> ask(String question) {
			return CompletableFuture.completedFuture(this.assistant.ask(question));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(ChatApplication.class)
	static class ObservedApplication {

		@Bean
		MeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

		@Bean
		DefaultMeterObservationHandler meters(MeterRegistry registry) {
			return new DefaultMeterObservationHandler(registry);
		}

		@Bean
		Spans spans() {
			return new Spans();
		}

		@Bean
		DefaultTracingObservationHandler tracing(Spans spans) {
			SdkTracerProvider provider = SdkTracerProvider.builder()
				.addSpanProcessor(SimpleSpanProcessor.create(spans))
				.build();
			return new DefaultTracingObservationHandler(
					new OtelTracer(provider.get("test"), new OtelCurrentTraceContext(), (event) -> {
					}));
		}

	}

	static class Spans implements SpanExporter {

		private final List<SpanData> spans = new CopyOnWriteArrayList<>();

		@Override
		public CompletableResultCode export(Collection<SpanData> data) {
			this.spans.addAll(data);
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

}
