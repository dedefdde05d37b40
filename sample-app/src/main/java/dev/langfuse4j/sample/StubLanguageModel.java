/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.stereotype.Component;

/**
 * Stands in for OpenAI, so that the sample needs no key and no network: an endpoint on
 * loopback that answers as {@link StubAnswer} says. The real client of Spring AI talks to
 * it, over HTTP. It is a post-processor, because its address must be known before the
 * client is created.
 */
@Component
@Profile("!openai")
class StubLanguageModel implements BeanFactoryPostProcessor, DisposableBean {

	private static final long PAUSE_MILLIS = 30;

	private final HttpServer server;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final JsonMapper mapper = new JsonMapper();

	StubLanguageModel() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/v1/chat/completions", this::complete);
		this.server.setExecutor(this.executor);
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
			return;
		}
		this.server.start();
		String url = "http://localhost:" + this.server.getAddress().getPort() + "/v1";
		beanFactory.getBean(ConfigurableEnvironment.class)
			.getPropertySources()
			.addFirst(new MapPropertySource("stubLanguageModel", Map.of("spring.ai.openai.base-url", url)));
	}

	@Override
	public void destroy() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	private void complete(HttpExchange exchange) throws IOException {
		JsonNode request = this.mapper.readTree(exchange.getRequestBody());
		StubAnswer answer = StubAnswer.to(request.path("messages"));
		if (request.path("stream").asBoolean(false)) {
			stream(exchange, request, answer);
			return;
		}
		byte[] response = this.mapper.writeValueAsBytes(completion("chat.completion", request,
				Map.of("index", 0, "finish_reason", answer.finishReason(), "message", answer.message()),
				answer.usage()));
		exchange.getResponseHeaders().add("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, response.length);
		try (OutputStream out = exchange.getResponseBody()) {
			out.write(response);
		}
	}

	private void stream(HttpExchange exchange, JsonNode request, StubAnswer answer) throws IOException {
		exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
		exchange.sendResponseHeaders(200, 0);
		try (OutputStream out = exchange.getResponseBody()) {
			for (Map<String, Object> delta : answer.deltas()) {
				send(out, completion("chat.completion.chunk", request, Map.of("index", 0, "delta", delta), null));
				Thread.sleep(PAUSE_MILLIS);
			}
			send(out, completion("chat.completion.chunk", request,
					Map.of("index", 0, "delta", Map.of(), "finish_reason", answer.finishReason()), answer.usage()));
			out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void send(OutputStream out, Object event) throws IOException {
		out.write(("data: " + this.mapper.writeValueAsString(event) + "\n\n").getBytes(StandardCharsets.UTF_8));
		out.flush();
	}

	private static Map<String, Object> completion(String type, JsonNode request, Map<String, Object> choice,
			@Nullable Map<String, Object> usage) {
		Map<String, Object> completion = new LinkedHashMap<>();
		completion.put("id", "chatcmpl-stub");
		completion.put("object", type);
		completion.put("created", 1);
		completion.put("model", request.path("model").asString("stub"));
		completion.put("choices", List.of(choice));
		completion.put("usage", usage);
		return completion;
	}

}
