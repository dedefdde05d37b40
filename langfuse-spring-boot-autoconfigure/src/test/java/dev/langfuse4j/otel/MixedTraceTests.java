package dev.langfuse4j.otel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.model.chat.ChatModel;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.langchain4j.LangfuseLangChain4jAutoConfiguration;
import dev.langfuse4j.autoconfigure.otel.LangfuseOtelAutoConfiguration;
import dev.langfuse4j.autoconfigure.springai.LangfuseSpringAiAutoConfiguration;
import dev.langfuse4j.autoconfigure.vendor.LangfuseVendorAutoConfiguration;
import dev.langfuse4j.langchain4j.LangfuseChatModelListener;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelServer;
import dev.langfuse4j.testing.Span;
import dev.langfuse4j.testing.SpanTree;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.http.okhttp.SpringAiOpenAiHttpClient;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All that can be observed in one trace, in an application whose Micrometer is bridged to
 * the same OpenTelemetry SDK: one root, no call twice, and each token once.
 */
class MixedTraceTests {

	private static final String USAGE = "usage={input:56,output:30,input_cached_tokens:64,total:150}";

	private final LangfuseServer server = new LangfuseServer();

	private final ModelServer models = new ModelServer();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class, LangfuseAutoConfiguration.class,
				LangfuseSpringAiAutoConfiguration.class, LangfuseLangChain4jAutoConfiguration.class,
				LangfuseOtelAutoConfiguration.class, LangfuseVendorAutoConfiguration.class))
		.withUserConfiguration(Application.class)
		.withBean(ModelServer.class, () -> this.models)
		.withPropertyValues("langfuse.base-url=" + this.server.url(), "langfuse.public-key=pk-lf-test",
				"langfuse.secret-key=sk-lf-test");

	@AfterEach
	void close() {
		this.models.close();
		this.server.close();
	}

	@Test
	void oneTraceHasOneRootAndCountsEachTokenOnce() {
		this.models.answer(ModelAnswer.text("a"), ModelAnswer.text("b"), ModelAnswer.text("c"), ModelAnswer.text("d"));
		this.contextRunner.run((context) -> {
			assertThat(context).hasNotFailed();
			context.getBean(Desk.class).ask();
			context.getBean(Langfuse.class).flush(Duration.ofSeconds(5));
			assertThat(SpanTree.of(this.server.spans())).isEqualTo("""
					ask [span] session=s1
					  chat gpt-stub [generation] session=s1 model=gpt-stub-1 %s
					  chat gpt-stub [generation] session=s1 model=gpt-stub-1 %s
					  chat gpt-stub [generation] session=s1 model=gpt-stub-1 %s
					  invoke_agent planner [agent] session=s1
					    look [span] session=s1
					      chat gpt-stub [generation] session=s1 model=gpt-stub-1 %s
					""".formatted(USAGE, USAGE, USAGE, USAGE));
			List<SpanData> own = context.getBean(Spans.class).ended;
			assertThat(own).extracting(SpanData::getTraceId).containsOnly(this.server.span("ask").traceId());
			// Ours have the ids that the application's own tracing has
			assertThat(own).extracting(SpanData::getSpanId)
				.contains(this.server.span("ask").id(), this.server.span("look").id(),
						this.server.span("invoke_agent planner").id());
			assertThat(this.server.spans()).extracting(Span::traceId).containsOnly(this.server.span("ask").traceId());
			// No observation of ours has become a span beside those of Micrometer
			assertThat(own).extracting(SpanData::getName)
				.filteredOn((name) -> name.startsWith("invoke_agent"))
				.hasSize(1);
		});
	}

	static class Desk {

		private final OpenAIClient client;

		private final OpenAiChatModel springAi;

		private final ChatModel langChain4j;

		private final SdkTracerProvider provider;

		private final Helper helper;

		private final Langfuse langfuse;

		Desk(OpenAIClient client, OpenAiChatModel springAi, ChatModel langChain4j, SdkTracerProvider provider,
				Helper helper, Langfuse langfuse) {
			this.client = client;
			this.springAi = springAi;
			this.langChain4j = langChain4j;
			this.provider = provider;
			this.helper = helper;
			this.langfuse = langfuse;
		}

		@Observe("ask")
		void ask() {
			this.langfuse.current().trace().sessionId("s1");
			this.springAi.call("Oslo?");
			this.langChain4j.chat("Oslo?");
			complete(this.client);
			io.opentelemetry.api.trace.Span agent = this.provider.get("com.example.agents")
				.spanBuilder("invoke_agent planner")
				.setAttribute("gen_ai.operation.name", "invoke_agent")
				.startSpan();
			try (Scope scope = agent.makeCurrent()) {
				this.helper.look();
			}
			finally {
				agent.end();
			}
		}

		static void complete(OpenAIClient client) {
			client.chat()
				.completions()
				.create(ChatCompletionCreateParams.builder().model("gpt-stub").addUserMessage("Oslo?").build());
		}

	}

	static class Helper {

		private final OpenAIClient client;

		Helper(OpenAIClient client) {
			this.client = client;
		}

		@Observe("look")
		void look() {
			Desk.complete(this.client);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

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
				Helper helper, Langfuse langfuse) {
			return new Desk(client, springAi, langChain4j, provider, helper, langfuse);
		}

	}

	/**
	 * The spans of the application itself.
	 */
	static class Spans implements SpanExporter {

		private final List<SpanData> ended = new CopyOnWriteArrayList<>();

		@Override
		public CompletableResultCode export(java.util.Collection<SpanData> spans) {
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
