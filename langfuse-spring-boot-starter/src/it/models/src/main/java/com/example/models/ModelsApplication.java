package com.example.models;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.langfuse4j.annotation.Observe;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/**
 * Asks a model through the client of its provider, within a span of an agent framework,
 * and ends.
 */
@SpringBootApplication
public class ModelsApplication {

	private static final String ANSWER = """
			{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-stub-1","choices":[{"index":0,\
			"message":{"role":"assistant","content":"because"},"logprobs":null,"finish_reason":"stop"}],\
			"usage":{"prompt_tokens":12,"completion_tokens":3,"total_tokens":15}}""";

	public static void main(String[] args) {
		try (ConfigurableApplicationContext context = SpringApplication.run(ModelsApplication.class, args)) {
			context.getBean(Outer.class).outer("why");
		}
		System.out.println("main ends at " + System.currentTimeMillis());
	}

	@Bean(destroyMethod = "")
	HttpServer provider() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", ModelsApplication::answer);
		server.start();
		return server;
	}

	@Bean
	OpenAIClient client(HttpServer provider) {
		return OpenAIOkHttpClient.builder()
			.baseUrl("http://localhost:" + provider.getAddress().getPort() + "/v1")
			.apiKey("sk-key-of-openai")
			.build();
	}

	private static void answer(HttpExchange exchange) {
		byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
		try (OutputStream out = exchange.getResponseBody()) {
			exchange.getResponseHeaders().add("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, answer.length);
			out.write(answer);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Component
	static class Outer {

		private final Inner inner;

		private final OpenTelemetry openTelemetry;

		private final HttpServer provider;

		Outer(Inner inner, OpenTelemetry openTelemetry, HttpServer provider) {
			this.inner = inner;
			this.openTelemetry = openTelemetry;
			this.provider = provider;
		}

		@Observe
		String outer(String question) {
			Span agent = this.openTelemetry.getTracer("com.example.agents")
				.spanBuilder("invoke_agent planner")
				.setAttribute("gen_ai.operation.name", "invoke_agent")
				.startSpan();
			try (Scope scope = agent.makeCurrent()) {
				return this.inner.inner(question);
			}
			finally {
				agent.end();
				this.provider.stop(0);
			}
		}

	}

	@Component
	static class Inner {

		private final OpenAIClient client;

		Inner(OpenAIClient client) {
			this.client = client;
		}

		@Observe
		String inner(String question) {
			return this.client.chat()
				.completions()
				.create(ChatCompletionCreateParams.builder().model("gpt-stub").addUserMessage(question).build())
				.choices()
				.get(0)
				.message()
				.content()
				.orElseThrow();
		}

	}

}
