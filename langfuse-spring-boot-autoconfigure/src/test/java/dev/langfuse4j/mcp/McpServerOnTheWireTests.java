/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mcp;

import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.testing.Span;
import dev.langfuse4j.testing.SpanTree;
import dev.langfuse4j.web.WebApplication;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An MCP server of Spring AI, over real HTTP.
 */
class McpServerOnTheWireTests {

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final String PARENT = "00f067aa0ba902b7";

	private static final Map<String, Object> CALLER = Map.of("traceparent", "00-" + TRACE + "-" + PARENT + "-01",
			"baggage", "langfuse_trace_id=" + TRACE + ",langfuse_user_id=mallory,langfuse_session_id=s1");

	private static final String ACCEPT = "langfuse.web.accept-remote-context=true";

	@ParameterizedTest
	@CsvSource({ "sync,stateless", "async,streamable" })
	void eachRequestIsATrace(String type, String protocol) {
		assertEachRequestIsATrace(type, protocol);
	}

	@ParameterizedTest
	@CsvSource({ "sync,streamable", "async,stateless" })
	@EnabledIfSystemProperty(named = "langfuse.test.soak", matches = "true")
	void eachRequestIsATraceHoweverTheyAreCombined(String type, String protocol) {
		assertEachRequestIsATrace(type, protocol);
	}

	private static void assertEachRequestIsATrace(String type, String protocol) {
		ask(CityServer.class, List.of("spring.ai.mcp.server.type=" + type, "spring.ai.mcp.server.protocol=" + protocol),
				(client, server) -> {
					assertThat(text(client.callTool(temperature("Oslo").build()))).isEqualTo("12 degrees");
					assertThat(SpanTree.of(server.spans(2))).isEqualTo("""
							tools/call temperature [tool]
							  %s [span]
							""".formatted(type.equals("async") ? "measureLater" : "measure"));
					Span tool = server.span("tools/call temperature");
					assertThat(tool.input()).isEqualTo("{\"city\":\"Oslo\"}");
					assertThat(tool.output()).isEqualTo("12 degrees");
					assertThat(tool.text("langfuse.trace.name")).isEqualTo("tools/call temperature");
					assertThat(tool.metadata("mcp.client"))
						.isEqualTo(protocol.equals("stateless") ? null : "city-client");
					server.forget();

					client.getPrompt(GetPromptRequest.builder("greeting").arguments(Map.of("city", "Oslo")).build());
					assertThat(SpanTree.of(server.spans(1))).isEqualTo("prompts/get greeting [span]\n");
					assertThat(server.span("prompts/get greeting").input()).isEqualTo("{\"city\":\"Oslo\"}");
					assertThat(server.span("prompts/get greeting").output())
						.isEqualTo("[{\"role\":\"user\",\"content\":\"Greet Oslo\"}]");
					server.forget();

					client.readResource(ReadResourceRequest.builder("city://all").build());
					assertThat(SpanTree.of(server.spans(1))).isEqualTo("resources/read cities [span]\n");
					assertThat(server.span("resources/read cities").input()).isEqualTo("{\"uri\":\"city://all\"}");
					assertThat(server.span("resources/read cities").output()).isEqualTo("Oslo, Bergen");
					server.forget();

					client.readResource(ReadResourceRequest.builder("city://Oslo/description").build());
					assertThat(server.spans(1).get(0).name()).isEqualTo("resources/read city");
					assertThat(server.span("resources/read city").output()).isEqualTo("Oslo is nice");
					server.forget();

					client.callTool(CallToolRequest.builder("feeling").arguments(Map.of("city", "Oslo")).build());
					// Spring AI calls it on another thread in an asynchronous server
					assertThat(server.spans(2)).extracting(Span::name)
						.containsExactlyInAnyOrder("tools/call feeling", "measure");
					assertThat(server.span("tools/call feeling").output())
						.isEqualTo("{\"city\":\"Oslo\",\"warm\":true}");
				});
	}

	@ParameterizedTest
	@ValueSource(strings = { "sync", "async" })
	void traceOfTheCallerGoesOn(String type) {
		ask(CityServer.class, List.of(ACCEPT, "spring.ai.mcp.server.type=" + type), (client, server) -> {
			client.callTool(temperature("Oslo").meta(CALLER).build());
			assertThat(server.spans(2)).allSatisfy((span) -> {
				assertThat(span.traceId()).isEqualTo(TRACE);
				assertThat(span.text("session.id")).isEqualTo("s1");
			});
			Span tool = server.span("tools/call temperature");
			assertThat(tool.parentId()).isEqualTo(PARENT);
			assertThat(tool.text("user.id")).isEqualTo("mallory");
			assertThat(tool.input()).as("no part of the arguments").isEqualTo("{\"city\":\"Oslo\"}");
			server.forget();

			// The next one is not affected
			client
				.getPrompt(GetPromptRequest.builder("greeting").arguments(Map.of("city", "Oslo")).meta(CALLER).build());
			client.readResource(ReadResourceRequest.builder("city://all").build());
			server.spans(2);
			assertThat(server.span("prompts/get greeting").parentId()).isEqualTo(PARENT);
			assertThat(server.span("resources/read cities").parentId()).isNull();
			assertThat(server.span("resources/read cities").traceId()).isNotEqualTo(TRACE);
		});
	}

	@Test
	void byDefaultTheCallerIsNotTrustedAndContentIsRedacted() {
		ask(CityServer.class, List.of(), (client, server) -> {
			client.callTool(temperature("Oslo").meta(CALLER).build());
			server.spans(2);
			Span tool = server.span("tools/call temperature");
			assertThat(tool.traceId()).isNotEqualTo(TRACE);
			assertThat(tool.parentId()).isNull();
			assertThat(tool.text("user.id")).isNull();
			assertThat(tool.text("session.id")).isNull();
			server.forget();

			client.callTool(CallToolRequest.builder("open").arguments(Map.of("password", "s3cret")).build());
			assertThat(server.spans(1).get(0).input()).as("redacted as everywhere")
				.doesNotContain("s3cret")
				.contains("password");
		});
	}

	@Test
	void whatIsNotWellFormedIsIgnored() {
		ask(CityServer.class, List.of(ACCEPT), (client, server) -> {
			for (String traceparent : List.of("00-0-0-01", "ff-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01",
					"")) {
				client.callTool(
						temperature("Oslo").meta(Map.of("traceparent", traceparent, "baggage", List.of(1, Map.of())))
							.build());
				server.spans(2);
				assertThat(server.span("tools/call temperature").parentId()).as(traceparent).isNull();
				server.forget();
			}
		});
	}

	@Test
	void userIsWhoeverIsAuthenticatedWhateverTheCallerSays() {
		ask(WithUser.class, List.of(ACCEPT, "langfuse.web.user-from-principal=true"), (client, server) -> {
			client.callTool(temperature("Oslo").meta(CALLER).build());
			server.spans(2);
			Span tool = server.span("tools/call temperature");
			assertThat(tool.traceId()).isEqualTo(TRACE);
			assertThat(tool.text("user.id")).isEqualTo("ada");
			assertThat(server.span("measure").text("user.id")).isEqualTo("ada");
			assertThat(tool.text("session.id")).as("of which the server knows nothing").isEqualTo("s1");
			server.forget();
			client.callTool(temperature("Oslo").build());
			server.spans(2);
			assertThat(server.span("tools/call temperature").text("user.id")).isEqualTo("ada");
		});
	}

	@Test
	void callIsBelowTheObservationOfItsRequest() {
		ask(CityServer.class, List.of("langfuse.observe.include=http.server.requests"), (client, server) -> {
			server.forget();
			client.callTool(temperature("Oslo").build());
			Span tool = awaited(server, "tools/call temperature");
			Span request = server.exports()
				.stream()
				.flatMap((export) -> export.spans().stream())
				.filter((span) -> span.id().equals(tool.parentId()))
				.findFirst()
				.orElseThrow();
			assertThat(request.name()).startsWith("http post");
			assertThat(request.parentId()).isNull();
		});
	}

	@Test
	void callOfAnotherTraceIsThereRatherThanBelowItsRequest() {
		ask(CityServer.class, List.of(ACCEPT, "langfuse.observe.include=http.server.requests"), (client, server) -> {
			client.callTool(temperature("Oslo").meta(CALLER).build());
			assertThat(awaited(server, "tools/call temperature").parentId()).isEqualTo(PARENT);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "sync", "async" })
	void failureThatIsReturnedIsAnError(String type) {
		ask(CityServer.class, List.of("spring.ai.mcp.server.type=" + type), (client, server) -> {
			assertThat(client.callTool(temperature("Atlantis").build()).isError()).isTrue();
			Span tool = awaited(server, "tools/call temperature");
			assertThat(tool.text("langfuse.observation.level")).isEqualTo("ERROR");
			assertThat(tool.text("langfuse.observation.status_message")).contains("no such city");
			assertThat(tool.output()).contains("no such city");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "langfuse.capture.types.tool.output=false", "langfuse.capture.errors=false" })
	void messageOfAFailureIsContent(String off) {
		ask(CityServer.class, List.of(off), (client, server) -> {
			client.callTool(temperature("Atlantis").build());
			Span tool = awaited(server, "tools/call temperature");
			assertThat(tool.text("langfuse.observation.level")).isEqualTo("ERROR");
			assertThat(tool.text("langfuse.observation.status_message")).isNull();
		});
	}

	@Test
	void contentIsSwitchedOffAsEverywhere() {
		ask(CityServer.class, List.of("langfuse.capture.types.tool.input=false"), (client, server) -> {
			client.callTool(temperature("Oslo").build());
			server.spans(2);
			assertThat(server.span("tools/call temperature").input()).isNull();
			assertThat(server.span("tools/call temperature").output()).isEqualTo("12 degrees");
		});
	}

	@Test
	void switchedOffNothingIsObserved() {
		ask(CityServer.class, List.of("langfuse.mcp.enabled=false"), (client, server) -> {
			assertThat(text(client.callTool(temperature("Oslo").build()))).isEqualTo("12 degrees");
			assertThat(server.spans(1).get(0).name()).isEqualTo("measure");
		});
	}

	/**
	 * The span of a request ends after the client has received the response.
	 */
	private static Span awaited(WebApplication server, String name) {
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			server.bean(Langfuse.class).flush(Duration.ofSeconds(10));
			String parent = server.span(name).parentId();
			assertThat(parent == null || parent.equals(PARENT)
					|| server.exports()
						.stream()
						.flatMap((export) -> export.spans().stream())
						.anyMatch((span) -> span.id().equals(parent)))
				.isTrue();
		});
		return server.span(name);
	}

	static CallToolRequest.Builder temperature(String city) {
		return CallToolRequest.builder("temperature").arguments(Map.of("city", city));
	}

	static String text(CallToolResult result) {
		return ((TextContent) result.content().get(0)).text();
	}

	private static void ask(Class<?> application, List<String> properties, Conversation conversation) {
		List<String> all = new ArrayList<>();
		all.add("spring.ai.mcp.server.enabled=true");
		if (properties.stream().noneMatch((property) -> property.contains(".protocol="))) {
			all.add("spring.ai.mcp.server.protocol=streamable");
		}
		all.addAll(properties);
		try (WebApplication server = new WebApplication(WebApplicationType.SERVLET, application,
				all.toArray(String[]::new));
				McpSyncClient client = McpClient
					.sync(HttpClientStreamableHttpTransport.builder("http://localhost:" + server.port()).build())
					.clientInfo(Implementation.builder("city-client", "1").build())
					.build()) {
			client.initialize();
			conversation.hold(client, server);
		}
	}

	@FunctionalInterface
	interface Conversation {

		void hold(McpSyncClient client, WebApplication server);

	}

	@Configuration(proxyBeanMethods = false)
	@Import(CityServer.class)
	static class WithUser {

		@Bean
		FilterRegistrationBean<Filter> login() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response,
					chain) -> chain.doFilter(new HttpServletRequestWrapper((HttpServletRequest) request) {

						@Override
						public Principal getUserPrincipal() {
							return () -> "ada";
						}

					}, response));
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
			return registration;
		}

	}

}
