/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mcp;

import java.util.List;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.capture.LangfuseCaptureAutoConfiguration;
import dev.langfuse4j.autoconfigure.mcp.LangfuseMcpAutoConfiguration;
import dev.langfuse4j.autoconfigure.springai.LangfuseSpringAiAutoConfiguration;
import dev.langfuse4j.autoconfigure.web.LangfuseWebAutoConfiguration;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import reactor.core.publisher.Mono;

import org.springframework.ai.mcp.annotation.McpPrompt;
import org.springframework.ai.mcp.annotation.McpResource;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.mcp.server.common.autoconfigure.McpServerAutoConfiguration;
import org.springframework.ai.mcp.server.common.autoconfigure.McpServerJsonMapperAutoConfiguration;
import org.springframework.ai.mcp.server.common.autoconfigure.McpServerStatelessAutoConfiguration;
import org.springframework.ai.mcp.server.common.autoconfigure.StatelessToolCallbackConverterAutoConfiguration;
import org.springframework.ai.mcp.server.common.autoconfigure.ToolCallbackConverterAutoConfiguration;
import org.springframework.ai.mcp.server.common.autoconfigure.annotations.McpServerAnnotationScannerAutoConfiguration;
import org.springframework.ai.mcp.server.common.autoconfigure.annotations.McpServerSpecificationFactoryAutoConfiguration;
import org.springframework.ai.mcp.server.common.autoconfigure.annotations.StatelessServerSpecificationFactoryAutoConfiguration;
import org.springframework.ai.mcp.server.webmvc.autoconfigure.McpServerStatelessWebMvcAutoConfiguration;
import org.springframework.ai.mcp.server.webmvc.autoconfigure.McpServerStreamableHttpWebMvcAutoConfiguration;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.method.MethodToolCallbackProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

/**
 * An MCP server that knows cities. With a web server it prints its port.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({ JacksonAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class,
		HttpEncodingAutoConfiguration.class, TomcatServletWebServerAutoConfiguration.class,
		DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class, ObservationAutoConfiguration.class,
		WebMvcObservationAutoConfiguration.class, McpServerJsonMapperAutoConfiguration.class,
		McpServerAutoConfiguration.class, McpServerStatelessAutoConfiguration.class,
		McpServerStreamableHttpWebMvcAutoConfiguration.class, McpServerStatelessWebMvcAutoConfiguration.class,
		ToolCallbackConverterAutoConfiguration.class, StatelessToolCallbackConverterAutoConfiguration.class,
		McpServerAnnotationScannerAutoConfiguration.class, McpServerSpecificationFactoryAutoConfiguration.class,
		StatelessServerSpecificationFactoryAutoConfiguration.class, LangfuseAutoConfiguration.class,
		LangfuseCaptureAutoConfiguration.class, LangfuseWebAutoConfiguration.class,
		LangfuseSpringAiAutoConfiguration.class, LangfuseMcpAutoConfiguration.class })
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
