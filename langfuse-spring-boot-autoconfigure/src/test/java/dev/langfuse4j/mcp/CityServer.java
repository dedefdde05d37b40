/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mcp;

import java.util.List;

import dev.langfuse4j.annotation.Observe;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import reactor.core.publisher.Mono;

import org.springframework.ai.mcp.annotation.McpPrompt;
import org.springframework.ai.mcp.annotation.McpResource;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.method.MethodToolCallbackProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

/**
 * An MCP server that knows cities. With a web server it prints its port.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
public class CityServer {

	public static void main(String[] args) {
		SpringApplication.run(CityServer.class, args);
	}

	@EventListener
	void started(WebServerInitializedEvent event) {
		System.out.println("port=" + event.getWebServer().getPort());
	}

	@Bean
	Station station() {
		return new Station();
	}

	@Bean
	Blocking blocking(Station station) {
		return new Blocking(station);
	}

	@Bean
	Reactive reactive(Station station) {
		return new Reactive(station);
	}

	@Bean
	ToolCallbackProvider callbacks(Station station) {
		return MethodToolCallbackProvider.builder().toolObjects(new Callbacks(station)).build();
	}

	static GetPromptResult greeting(String city) {
		return GetPromptResult
			.builder(List.of(new PromptMessage(Role.USER, TextContent.builder("Greet " + city).build())))
			.build();
	}

	public static class Station {

		@Observe
		public int measure(String city) {
			if (city.equals("Atlantis")) {
				throw new IllegalArgumentException("no such city");
			}
			return city.length() * 3;
		}

		@Observe
		public Mono<Integer> measureLater(String city) {
			return Mono.fromCallable(() -> measure(city));
		}

	}

	public static class Blocking {

		private final Station station;

		Blocking(Station station) {
			this.station = station;
		}

		@McpTool(description = "The temperature in a city")
		public String temperature(String city) {
			return this.station.measure(city) + " degrees";
		}

		@McpTool(description = "Opens a gate")
		public String open(String password) {
			return "open with " + password;
		}

		@McpPrompt(description = "Greets a city")
		public GetPromptResult greeting(String city) {
			return CityServer.greeting(city);
		}

		@McpResource(name = "cities", uri = "city://all", description = "All cities")
		public String cities() {
			return "Oslo, Bergen";
		}

		@McpResource(name = "city", uri = "city://{name}/description", description = "One city")
		public String city(String name) {
			return name + " is nice";
		}

	}

	public static class Reactive {

		private final Station station;

		Reactive(Station station) {
			this.station = station;
		}

		@McpTool(name = "temperature", description = "The temperature in a city")
		public Mono<String> temperatureLater(String city) {
			return this.station.measureLater(city).map((degrees) -> degrees + " degrees");
		}

		@McpPrompt(name = "greeting", description = "Greets a city")
		public Mono<GetPromptResult> greetingLater(String city) {
			return Mono.just(CityServer.greeting(city));
		}

		@McpResource(name = "cities", uri = "city://all", description = "All cities")
		public Mono<String> citiesLater() {
			return Mono.just("Oslo, Bergen");
		}

		@McpResource(name = "city", uri = "city://{name}/description", description = "One city")
		public Mono<String> cityLater(String name) {
			return Mono.just(name + " is nice");
		}

	}

	public static class Callbacks {

		private final Station station;

		Callbacks(Station station) {
			this.station = station;
		}

		@Tool(description = "How warm a city feels")
		public Feeling feeling(String city) {
			return new Feeling(city, this.station.measure(city) > 10);
		}

	}

	public record Feeling(String city, boolean warm) {

	}

}
