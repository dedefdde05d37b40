/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mcp;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveTrace;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.mcp.LangfuseMcpAutoConfiguration;
import dev.langfuse4j.autoconfigure.springai.LangfuseSpringAiAutoConfiguration;
import dev.langfuse4j.testing.AiTestSupport;
import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelServer;
import dev.langfuse4j.testing.Span;
import dev.langfuse4j.testing.SpanTree;
import io.micrometer.observation.ObservationRegistry;
import io.modelcontextprotocol.client.McpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.mcp.client.common.autoconfigure.McpClientAutoConfiguration;
import org.springframework.ai.mcp.client.common.autoconfigure.McpToolCallbackAutoConfiguration;
import org.springframework.ai.mcp.client.common.autoconfigure.StdioTransportAutoConfiguration;
import org.springframework.ai.mcp.client.httpclient.autoconfigure.StreamableHttpHttpClientTransportAutoConfiguration;
import org.springframework.ai.mcp.customizer.McpClientCustomizer;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A client and a server of MCP in two JVMs, in one trace.
 */
class TwoProcessesTests extends AiTestSupport {

	private static final String ACCEPT = "langfuse.web.accept-remote-context=true";

	private static final String TREE = """
			ask [span] session=s1
			  spring_ai chat_client [span] session=s1
			    chat gpt-stub [generation] session=s1 model=gpt-stub-1 %1$s
			    execute_tool temperature [tool] session=s1
			      tools/call temperature [tool] session=s1
			        %2$s [span] session=s1
			    chat gpt-stub [generation] session=s1 model=gpt-stub-1 %1$s
			""";

	TwoProcessesTests() {
		super(Asking.class,
				AutoConfigurations.of(ObservationAutoConfiguration.class, JacksonAutoConfiguration.class,
						LangfuseAutoConfiguration.class, LangfuseSpringAiAutoConfiguration.class,
						LangfuseMcpAutoConfiguration.class, ToolCallingAutoConfiguration.class,
						ChatClientAutoConfiguration.class, McpClientAutoConfiguration.class,
						McpToolCallbackAutoConfiguration.class, StdioTransportAutoConfiguration.class,
						StreamableHttpHttpClientTransportAutoConfiguration.class));
	}

	@ParameterizedTest
	@CsvSource({ "sync,async,streamable,true", "async,sync,stateless,false" })
	void traceGoesOnInTheServerOverHttp(String client, String serverType, String protocol, boolean stream) {
		overHttp(client, serverType, protocol, stream);
	}

	@ParameterizedTest
	@CsvSource({ "sync,sync,streamable,false", "async,sync,streamable,true" })
	@EnabledIfSystemProperty(named = "langfuse.test.soak", matches = "true")
	void traceGoesOnInTheServerOverHttpHoweverTheyAreCombined(String client, String serverType, String protocol,
			boolean stream) {
		overHttp(client, serverType, protocol, stream);
	}

	private void overHttp(String client, String serverType, String protocol, boolean stream) {
		try (ServerProcess city = new ServerProcess(ACCEPT, "langfuse.base-url=" + this.server.url(),
				"spring.ai.mcp.server.type=" + serverType, "spring.ai.mcp.server.protocol=" + protocol)) {
			ask(overHttp(city).withPropertyValues("langfuse.mcp.client.propagate-to=other,city",
					"spring.ai.mcp.client.type=" + client), stream);
			assertOneTrace(serverType.equals("async") ? "measureLater" : "measure");
			String name = this.server.span("tools/call temperature").metadata("mcp.client");
			assertThat(name != null).as("a stateless server does not know the client")
				.isEqualTo(protocol.equals("streamable"));
		}
	}

	@Test
	void traceGoesOnInTheServerOverStdio() {
		overStdio("sync");
	}

	@Test
	@EnabledIfSystemProperty(named = "langfuse.test.soak", matches = "true")
	void traceGoesOnInTheServerOverStdioOfAnAsynchronousClient() {
		overStdio("async");
	}

	private void overStdio(String client) {
		String[] arguments = ServerProcess
			.arguments(Stream.of(ACCEPT, "langfuse.base-url=" + this.server.url(), "spring.ai.mcp.server.stdio=true",
					"spring.main.web-application-type=none", "logging.threshold.console=off"))
			.toArray(String[]::new);
		ApplicationContextRunner runner = this.contextRunner.withPropertyValues("spring.ai.mcp.client.enabled=true",
				"spring.ai.mcp.client.type=" + client, "langfuse.mcp.client.propagate-to=city",
				"spring.ai.mcp.client.request-timeout=90s",
				"spring.ai.mcp.client.stdio.connections.city.command=" + ServerProcess.java());
		for (int i = 0; i < arguments.length; i++) {
			runner = runner
				.withPropertyValues("spring.ai.mcp.client.stdio.connections.city.args[" + i + "]=" + arguments[i]);
		}
		ask(runner, false);
		assertOneTrace("measure");
	}

	@Test
	void serverThatIsNotListedLearnsNothing() {
		try (ServerProcess city = new ServerProcess(ACCEPT, "langfuse.base-url=" + this.server.url(),
				"spring.ai.mcp.server.protocol=streamable")) {
			assertLearnsNothing(city, "langfuse.mcp.client.propagate-to=other", "city");
			this.server.clear();
			assertLearnsNothing(city, "langfuse.mcp.enabled=false", null);
		}
	}

	private void assertLearnsNothing(ServerProcess city, String property, @Nullable String serverName) {
		ask(overHttp(city).withPropertyValues("langfuse.mcp.client.propagate-to=city", property), false);
		awaitSpans();
		Span called = this.server.span("tools/call temperature");
		assertThat(called.parentId()).as(property).isNull();
		assertThat(called.traceId()).isNotEqualTo(this.server.span("ask").traceId());
		assertThat(called.text("session.id")).isNull();
		assertThat(this.server.span("execute_tool temperature").metadata("mcp.server")).isEqualTo(serverName);
	}

	private ApplicationContextRunner overHttp(ServerProcess city) {
		return this.contextRunner.withPropertyValues("spring.ai.mcp.client.enabled=true",
				"spring.ai.mcp.client.streamable-http.connections.city.url=http://localhost:" + city.port());
	}

	private void assertOneTrace(String nested) {
		awaitSpans();
		List<Span> spans = this.server.spans();
		assertThat(SpanTree.of(spans)).isEqualTo(TREE.formatted(USAGE, nested));
		assertThat(spans).extracting(Span::traceId).containsOnly(this.server.span("ask").traceId());
		assertThat(spans).extracting((span) -> span.text("user.id")).containsOnly("ada");
		assertThat(this.server.span("execute_tool temperature").metadata("mcp.server")).isEqualTo("city");
		assertThat(this.server.span("execute_tool temperature").output()).contains("12 degrees");
		assertThat(this.server.span("tools/call temperature").output()).isEqualTo("12 degrees");
	}

	private void awaitSpans() {
		await().atMost(Duration.ofSeconds(30)).until(() -> this.server.spans().size() >= 7);
	}

	private void ask(ApplicationContextRunner runner, boolean stream) {
		this.models.answer(ModelAnswer.calls(new ModelAnswer.Call("c1", "temperature", "{\"city\":\"Oslo\"}")),
				ModelAnswer.text("It is 12"));
		runner.withUserConfiguration(Asking.class).run((context) -> {
			assertThat(context).hasNotFailed();
			Desk desk = context.getBean(Desk.class);
			assertThat(stream ? desk.askStreaming("Oslo?") : desk.ask("Oslo?")).isEqualTo("It is 12");
			flush(context);
		});
	}

	private static void flush(ApplicationContext context) {
		assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(10))).isTrue();
	}

	@Configuration(proxyBeanMethods = false)
	static class Asking {

		@Bean
		OpenAiChatModel chatModel(ModelServer models, ObservationRegistry registry) {
			return OpenAiChatModel.builder()
				.options(OpenAiChatOptions.builder()
					.baseUrl(models.url() + "/v1")
					.apiKey("sk-key-of-openai")
					.model("gpt-stub")
					.maxRetries(0)
					.build())
				.observationRegistry(registry)
				.build();
		}

		/**
		 * Over stdio, the client waits for the start of the other JVM.
		 */
		@Bean
		McpClientCustomizer<McpClient.SyncSpec> patience() {
			return (name, client) -> client.initializationTimeout(Duration.ofSeconds(90));
		}

		@Bean
		McpClientCustomizer<McpClient.AsyncSpec> patienceToo() {
			return (name, client) -> client.initializationTimeout(Duration.ofSeconds(90));
		}

		@Bean
		Desk desk(ChatClient.Builder builder, ToolCallbackProvider tools) {
			return new Desk(builder.build(), tools);
		}

	}

	static class Desk {

		private final ChatClient client;

		private final ToolCallbackProvider tools;

		Desk(ChatClient client, ToolCallbackProvider tools) {
			this.client = client;
			this.tools = tools;
		}

		@Observe("ask")
		@ObserveTrace(userId = "'ada'", sessionId = "'s1'")
		String ask(String question) {
			return this.client.prompt().user(question).tools(this.tools).call().content();
		}

		@Observe("ask")
		@ObserveTrace(userId = "'ada'", sessionId = "'s1'")
		String askStreaming(String question) {
			return String.join("",
					this.client.prompt()
						.user(question)
						.tools(this.tools)
						.stream()
						.content()
						.collectList()
						.block(Duration.ofSeconds(20)));
		}

	}

}
