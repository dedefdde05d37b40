package dev.langfuse4j.otel;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.otel.LangfuseOtelAutoConfiguration;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.UsageDetails;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.SpanTree;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a Langfuse server gets of spans that other libraries report to the application's
 * OpenTelemetry SDK.
 */
@ExtendWith(OutputCaptureExtension.class)
class OtelSpansTests {

	private static final String SCOPE = "com.example.agents";

	private static final String INPUT = "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Oslo?\"}]},"
			+ "{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"c1\",\"name\":\"weather\","
			+ "\"arguments\":{\"city\":\"Oslo\"}}]},{\"role\":\"tool\",\"parts\":[{\"type\":\"tool_call_response\","
			+ "\"id\":\"c1\",\"response\":\"cold\"}]}]";

	private static final String OUTPUT = "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"reasoning\",\"content\":\"hm\"},"
			+ "{\"type\":\"text\",\"content\":\"It is cold\"}],\"finish_reason\":\"stop\"}]";

	private final LangfuseServer server = new LangfuseServer();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class, LangfuseAutoConfiguration.class,
				LangfuseOtelAutoConfiguration.class))
		.withPropertyValues("langfuse.base-url=" + this.server.url(), "langfuse.public-key=pk-lf-test",
				"langfuse.secret-key=sk-lf-test");

	@AfterEach
	void close() {
		this.server.close();
	}

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
					+ "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"cold\"}]");
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
	void bothWorldsAreOneTree() {
		run((langfuse, provider) -> {
			Tracer tracer = provider.get(SCOPE);
			langfuse.with((trace) -> trace.userId("ada"))
				.run(() -> langfuse.observation("request")
					.observe(() -> within(agent(tracer), () -> within(tracer.spanBuilder("GET /x"),
							() -> langfuse.with((trace) -> trace.sessionId("s1"))
								.run(() -> langfuse.observation("ours")
									.observe(() -> within(tracer.spanBuilder("GET /y"), () -> chatted(tracer))))))));
			assertThat(tree(langfuse)).isEqualTo("""
					request [span] session=s1
					  invoke [agent]
					    ours [span] session=s1
					      chat m [generation] session=s1 model=m-1 usage={input:10,output:5,total:15}
					""");
			assertThat(this.server.spans()).extracting((sent) -> sent.text("user.id")).containsOnly("ada");
			assertThat(this.server.span("chat m").text("session.id")).isEqualTo("s1");
			assertThat(this.server.span("invoke").text("session.id")).isNull();
		});
	}

	@Test
	void contextOfOpenTelemetryLeadsToTheParentOnOtherThreads() throws Exception {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			run((langfuse, provider) -> {
				Tracer tracer = provider.get(SCOPE);
				langfuse.observation("request").observe(() -> within(tracer.spanBuilder("GET /x"), () -> {
					Context context = Context.current();
					try {
						executor.submit(context.wrap(() -> within(agent(tracer),
								() -> langfuse.observation("ours").observe(() -> chatted(tracer)))))
							.get();
					}
					catch (Exception ex) {
						throw new IllegalStateException(ex);
					}
				}));
				assertThat(tree(langfuse)).isEqualTo("""
						request [span]
						  invoke [agent]
						    ours [span]
						      chat m [generation] model=m-1 usage={input:10,output:5,total:15}
						""");
			});
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void usageCountsOnTheInnermostGeneration() {
		run((langfuse, provider) -> {
			Tracer tracer = provider.get(SCOPE);
			langfuse.observation("of a framework").type(ObservationType.GENERATION).observe(() -> {
				langfuse.current().usage(UsageDetails.of(10, 5));
				within(tracer.spanBuilder("GET /x"), () -> {
					Span outer = chat(tracer).startSpan();
					outer.updateName("outer");
					try (Scope scope = outer.makeCurrent()) {
						chatted(tracer);
					}
					answer(outer, 10, 5);
					outer.end();
				});
			});
			langfuse.observation("alone")
				.type(ObservationType.GENERATION)
				.observe(() -> langfuse.current().usage(UsageDetails.of(1, 2)));
			assertThat(tree(langfuse)).isEqualTo("""
					of a framework [generation] usage={input:0,output:0}
					  outer [generation] model=m-1 usage={input:0,output:0}
					    chat m [generation] model=m-1 usage={input:10,output:5,total:15}
					alone [generation] usage={input:1,output:2}
					""");
		});
	}

	@Test
	void spanThatTurnsOutToBeOfAModelIsPlacedByWhereItBegan() {
		run((langfuse, provider) -> {
			Tracer tracer = provider.get("io.openinference");
			langfuse.observation("request").observe(() -> {
				Span late = tracer.spanBuilder("completion").startSpan();
				langfuse.observation("other").observe(() -> {
					late.setAttribute("openinference.span.kind", "LLM");
					late.setAttribute("llm.model_name", "m-1");
					late.setAttribute("llm.input_messages.0.message.role", "user");
					late.setAttribute("llm.input_messages.0.message.content", "Oslo?");
					late.setAttribute("llm.output_messages.0.message.role", "assistant");
					late.setAttribute("llm.output_messages.0.message.tool_calls.0.tool_call.id", "c1");
					late.setAttribute("llm.output_messages.0.message.tool_calls.0.tool_call.function.name", "weather");
					late.setAttribute("llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments", "{}");
					late.setAttribute("llm.invocation_parameters", "{\"temperature\":0.1,\"api_key\":\"sk-1\"}");
					late.setAttribute("llm.token_count.prompt", 10);
					late.setAttribute("llm.token_count.completion", 5);
					late.setAttribute("llm.token_count.prompt_details.cache_read", 4);
				});
				late.end();
			});
			assertThat(tree(langfuse)).isEqualTo("""
					request [span]
					  completion [generation] model=m-1 usage={input:6,output:5,input_cached_tokens:4,total:15}
					  other [span]
					""");
			dev.langfuse4j.testing.Span sent = this.server.span("completion");
			assertThat(sent.input()).isEqualTo("[{\"role\":\"user\",\"content\":\"Oslo?\"}]");
			assertThat(sent.output())
				.isEqualTo("{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"c1\","
						+ "\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{}\"}}]}");
			assertThat(sent.text("langfuse.observation.model.parameters")).isEqualTo("{\"temperature\":0.1}");
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
	void nothingElseIsSent() {
		this.contextRunner
			.withPropertyValues("langfuse.otel.exclude=com.example.noisy*", "langfuse.otel.include=com.example.crew")
			.run((context) -> run(context.getBean(SpanProcessor.class), (provider) -> {
				Langfuse langfuse = context.getBean(Langfuse.class);
				langfuse.observation("request").observe(() -> {
					chatted(provider.get("org.springframework.boot"));
					chatted(provider.get("com.example.noisy.one"));
					within(provider.get("jdbc").spanBuilder("SELECT"),
							() -> within(provider.get("com.example.crew").spanBuilder("step"), () -> {
							}));
				});
				assertThat(tree(langfuse)).isEqualTo("""
						request [span]
						  step [span]
						""");
			}));
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

	@Test
	void switchedOffNothingIsSent() {
		this.contextRunner.withPropertyValues("langfuse.otel.enabled=false")
			.run((context) -> run(context.getBean(SpanProcessor.class), (provider) -> {
				chatted(provider.get(SCOPE));
				flush(context.getBean(Langfuse.class));
				assertThat(this.server.spans()).isEmpty();
			}));
	}

	@Test
	void samplingOfOpenTelemetryIsSaidOnce(CapturedOutput output) {
		this.contextRunner.withBean("otelSampler", Object.class, Object::new)
			.withPropertyValues("management.tracing.sampling.probability=0.25")
			.run((context) -> run(context.getBean(SpanProcessor.class), (provider) -> {
				provider.get("jdbc").spanBuilder("SELECT").startSpan().end();
				assertThat(output).doesNotContain("OpenTelemetry records");
				chatted(provider.get(SCOPE));
				chatted(provider.get(SCOPE));
				assertThat(output).containsOnlyOnce("OpenTelemetry records 25 percent of all traces");
			}));
	}

	private void run(BiConsumer<Langfuse, SdkTracerProvider> code) {
		this.contextRunner.run((context) -> run(context.getBean(SpanProcessor.class),
				(provider) -> code.accept(context.getBean(Langfuse.class), provider)));
	}

	private static void run(SpanProcessor processor, java.util.function.Consumer<SdkTracerProvider> code) {
		try (SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(processor).build()) {
			code.accept(provider);
		}
	}

	private String tree(Langfuse langfuse) {
		flush(langfuse);
		return SpanTree.of(this.server.spans());
	}

	private static void flush(Langfuse langfuse) {
		langfuse.flush(Duration.ofSeconds(5));
	}

	private static SpanBuilder chat(Tracer tracer) {
		return tracer.spanBuilder("chat m")
			.setAttribute("gen_ai.operation.name", "chat")
			.setAttribute("gen_ai.request.model", "m");
	}

	private static SpanBuilder agent(Tracer tracer) {
		return tracer.spanBuilder("invoke").setAttribute("gen_ai.operation.name", "invoke_agent");
	}

	private static void chatted(Tracer tracer) {
		Span span = chat(tracer).startSpan();
		answer(span, 10, 5);
		span.end();
	}

	private static void answer(Span span, long input, long output) {
		span.setAttribute("gen_ai.response.model", "m-1");
		span.setAttribute("gen_ai.usage.input_tokens", input);
		span.setAttribute("gen_ai.usage.output_tokens", output);
		span.setAttribute("gen_ai.input.messages", INPUT);
		span.setAttribute("gen_ai.output.messages", OUTPUT);
	}

	private static void within(SpanBuilder builder, Runnable code) {
		Span span = builder.startSpan();
		try (Scope scope = span.makeCurrent()) {
			code.run();
		}
		finally {
			span.end();
		}
	}

}
