/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.otel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.UsageDetails;
import dev.langfuse4j.testing.SpanTree;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spans of OpenTelemetry have their place in the tree.
 */
@ExtendWith(OutputCaptureExtension.class)
class OtelTreeTests extends OtelTestSupport {

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
	void spanThatWantsNoParentBeginsATrace() {
		run((langfuse, provider) -> {
			Tracer tracer = provider.get(SCOPE);
			List<String> ids = new ArrayList<>();
			langfuse.with((trace) -> trace.userId("ada"))
				.run(() -> langfuse.observation("request").observe(() -> within(tracer.spanBuilder("GET /x"), () -> {
					within(agent(tracer).setNoParent(), () -> {
						ids.add(Span.current().getSpanContext().getTraceId());
						langfuse.observation("ours").observe(() -> chatted(tracer));
					});
					langfuse.observation("after").observe(() -> chatted(tracer));
				})));
			flush(langfuse);
			dev.langfuse4j.testing.Span root = this.server.span("invoke");
			assertThat(root.traceId()).isEqualTo(ids.get(0)).isNotEqualTo(this.server.span("request").traceId());
			assertThat(root.parentId()).isNull();
			assertThat(this.server.spans()).extracting((sent) -> sent.text("user.id")).containsOnly("ada");
			assertThat(SpanTree.of(this.server.spans())).contains("""
					invoke [agent]
					  ours [span]
					    chat m [generation] model=m-1 usage={input:10,output:5,total:15}
					""").contains("""
					request [span]
					  after [span]
					    chat m [generation] model=m-1 usage={input:10,output:5,total:15}
					""");
		});
	}

	@Test
	void spanThatWantsNoParentAndTurnsOutToBeOfAModelBeginsATrace() {
		run((langfuse, provider) -> {
			Tracer tracer = provider.get(SCOPE);
			langfuse.observation("request")
				.observe(() -> within(tracer.spanBuilder("GET /x"),
						() -> within(tracer.spanBuilder("late").setNoParent(),
								() -> Span.current().setAttribute("gen_ai.operation.name", "invoke_agent"))));
			flush(langfuse);
			assertThat(this.server.span("late").parentId()).isNull();
			assertThat(this.server.span("late").traceId()).isNotEqualTo(this.server.span("request").traceId());
		});
	}

	/**
	 * The SDK does not tell this from a span for which no context is current.
	 */
	@Test
	void spanIsBelowTheObservationAroundItWhereNoContextIsCurrent() {
		run((langfuse, provider) -> {
			Tracer tracer = provider.get(SCOPE);
			langfuse.observation("request").observe(() -> within(agent(tracer).setNoParent(), () -> chatted(tracer)));
			assertThat(tree(langfuse)).isEqualTo("""
					request [span]
					  invoke [agent]
					    chat m [generation] model=m-1 usage={input:10,output:5,total:15}
					""");
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
				assertThat(output).doesNotContain("OpenTelemetry samples");
				chatted(provider.get(SCOPE));
				chatted(provider.get(SCOPE));
				assertThat(output).containsOnlyOnce("OpenTelemetry samples 25 percent of all traces");
			}));
	}

}
