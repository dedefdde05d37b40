/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.otel;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.model.chat.ChatModel;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.langchain4j.LangfuseChatModelListener;
import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelServer;
import dev.langfuse4j.testing.Span;
import dev.langfuse4j.testing.SpanTree;
import dev.langfuse4j.web.WebApplication;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;

import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.http.okhttp.SpringAiOpenAiHttpClient;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A trace that a web request begins has everything that can be observed, in an
 * application whose Micrometer is bridged to the same OpenTelemetry SDK: one root, no
 * call twice, and each token once.
 */
class MixedTraceTests {

	private static final String USAGE = "usage={input:56,output:30,input_cached_tokens:64,total:150}";

	private static final String CONTROLLER = """
			ask [span] session=s1
			  answer [span] session=s1
			    chat gpt-stub [generation] session=s1 model=gpt-stub-1 %s
			    chat gpt-stub [generation] session=s1 model=gpt-stub-1 %s
			    chat gpt-stub [generation] session=s1 model=gpt-stub-1 %s
			    invoke_agent planner [agent] session=s1
			      look [span] session=s1
			        chat gpt-stub [generation] session=s1 model=gpt-stub-1 %s
			""".formatted(USAGE, USAGE, USAGE, USAGE);

	@Test
	void controllerIsTheOneRootAndEachTokenCountsOnce() {
		check(8, "ask", CONTROLLER);
	}

	@Test
	void requestIsTheOneRootAndEachTokenCountsOnce() {
		check(9, "http get /ask", "http get /ask [span] session=s1\n" + CONTROLLER.indent(2),
				"langfuse.observe.include=http.server.requests");
	}

	private static void check(int count, String root, String tree, String... properties) {
		try (WebApplication application = new WebApplication(WebApplicationType.SERVLET, Application.class,
				properties)) {
			application.bean(ModelServer.class)
				.answer(ModelAnswer.text("a"), ModelAnswer.text("b"), ModelAnswer.text("c"), ModelAnswer.text("d"));
			HttpResponse<String> answer = application.get("/ask");
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.body()).isEqualTo("abcd");
			List<Span> spans = application.spans(count);
			assertThat(SpanTree.of(spans)).isEqualTo(tree);
			assertThat(spans).filteredOn((span) -> span.parentId() == null)
				.extracting(Span::name)
				.containsExactly(root);
			String traceId = application.span(root).traceId();
			assertThat(spans).extracting(Span::traceId).containsOnly(traceId);
			List<SpanData> own = application.bean(Spans.class).ended;
			// That of the request ends after the answer
			await().atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(own).extracting(SpanData::getParentSpanId)
					.containsOnlyOnce(SpanId.getInvalid()));
			assertThat(own).extracting(SpanData::getTraceId).containsOnly(traceId);
			// Ours have the ids that the application's own tracing has
			assertThat(own).extracting(SpanData::getSpanId)
				.contains(application.span(root).id(), application.span("answer").id(), application.span("look").id(),
						application.span("invoke_agent planner").id());
			// No observation of ours has become a span beside those of Micrometer
			assertThat(own).extracting(SpanData::getName)
				.filteredOn((name) -> name.startsWith("invoke_agent"))
				.hasSize(1);
		}
	}

	@RestController
	static class Controller {

		private final Desk desk;

		private final Langfuse langfuse;

		Controller(Desk desk, Langfuse langfuse) {
			this.desk = desk;
			this.langfuse = langfuse;
		}

		@Observe("ask")
		@GetMapping("/ask")
		public String ask() {
			this.langfuse.current().trace().sessionId("s1");
			return this.desk.answer();
		}

	}

	static class Desk {

		private final OpenAIClient client;

		private final OpenAiChatModel springAi;

		private final ChatModel langChain4j;

		private final SdkTracerProvider provider;

		private final Helper helper;

		Desk(OpenAIClient client, OpenAiChatModel springAi, ChatModel langChain4j, SdkTracerProvider provider,
				Helper helper) {
			this.client = client;
			this.springAi = springAi;
			this.langChain4j = langChain4j;
			this.provider = provider;
			this.helper = helper;
		}

		@Observe("answer")
		String answer() {
			String answer = this.springAi.call("Oslo?") + this.langChain4j.chat("Oslo?") + complete(this.client);
			io.opentelemetry.api.trace.Span agent = this.provider.get("com.example.agents")
				.spanBuilder("invoke_agent planner")
				.setAttribute("gen_ai.operation.name", "invoke_agent")
				.startSpan();
			try (Scope scope = agent.makeCurrent()) {
				return answer + this.helper.look();
			}
			finally {
				agent.end();
			}
		}

		static String complete(OpenAIClient client) {
			return client.chat()
				.completions()
				.create(ChatCompletionCreateParams.builder().model("gpt-stub").addUserMessage("Oslo?").build())
				.choices()
				.get(0)
				.message()
				.content()
				.orElseThrow();
		}

	}

	static class Helper {

		private final OpenAIClient client;

		Helper(OpenAIClient client) {
			this.client = client;
		}

		@Observe("look")
		String look() {
			return Desk.complete(this.client);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	@Import(Controller.class)
	static class Application {

		@Bean
		ModelServer models() {
			return new ModelServer();
		}

		@Bean
		Spans spans() {
			return new Spans();
		}

		@Bean
		SdkTracerProvider provider(SpanProcessor processor, Spans spans) {
			return SdkTracerProvider.builder()
				.addSpanProcessor(SimpleSpanProcessor.create(spans))
				.addSpanProcessor(processor)
				.build();
		}

		@Bean
		Tracer tracer(SdkTracerProvider provider) {
			return new OtelTracer(provider.get("org.springframework.boot"), new OtelCurrentTraceContext(), (event) -> {
			});
		}

		@Bean
		DefaultTracingObservationHandler tracing(Tracer tracer) {
			return new DefaultTracingObservationHandler(tracer);
		}

		@Bean
		OpenAIClient client(ModelServer models) {
			return new OpenAIClientImpl(ClientOptions.builder()
				.httpClient(SpringAiOpenAiHttpClient.builder().build())
				.baseUrl(models.url() + "/v1")
				.apiKey("sk-key-of-openai")
				.build());
		}

		@Bean
		OpenAiChatModel springAi(OpenAIClient client, ObservationRegistry registry) {
			return OpenAiChatModel.builder()
				.openAiClient(client)
				.openAiClientAsync(client.async())
				.observationRegistry(registry)
				.options(OpenAiChatOptions.builder().model("gpt-stub").build())
				.build();
		}

		@Bean
		ChatModel langChain4j(ModelServer models, LangfuseChatModelListener listener) {
			return dev.langchain4j.model.openai.OpenAiChatModel.builder()
				.baseUrl(models.url() + "/v1")
				.apiKey("sk-key-of-openai")
				.modelName("gpt-stub")
				.listeners(listener)
				.build();
		}

		@Bean
		Helper helper(OpenAIClient client) {
			return new Helper(client);
		}

		@Bean
		Desk desk(OpenAIClient client, OpenAiChatModel springAi, ChatModel langChain4j, SdkTracerProvider provider,
				Helper helper) {
			return new Desk(client, springAi, langChain4j, provider, helper);
		}

	}

	/**
	 * The spans of the application itself.
	 */
	static class Spans implements SpanExporter {

		private final List<SpanData> ended = new CopyOnWriteArrayList<>();

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			this.ended.addAll(spans);
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
