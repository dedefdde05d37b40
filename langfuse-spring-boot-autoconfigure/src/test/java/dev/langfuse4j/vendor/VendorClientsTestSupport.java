/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.anthropic.backends.AnthropicBackend;
import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientImpl;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.Sleeper;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.autoconfigure.springai.LangfuseSpringAiAutoConfiguration;
import dev.langfuse4j.autoconfigure.vendor.LangfuseVendorAutoConfiguration;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.ModelServer;
import dev.langfuse4j.testing.Span;
import dev.langfuse4j.testing.SpanTree;
import org.junit.jupiter.api.AfterEach;

import org.springframework.ai.anthropic.http.okhttp.SpringAiAnthropicHttpClient;
import org.springframework.ai.openai.http.okhttp.SpringAiOpenAiHttpClient;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.awaitility.Awaitility.await;

/**
 * Calls models through the clients of their providers, against a stand-in for the models,
 * and shows what a Langfuse server gets.
 */
abstract class VendorClientsTestSupport {

	static final String USAGE = "usage={input:56,output:30,input_cached_tokens:64,total:150}";

	final LangfuseServer server = new LangfuseServer();

	final ModelServer models = new ModelServer();

	final ApplicationContextRunner contextRunner = LangfuseContexts
		.runner(LangfuseSpringAiAutoConfiguration.class, LangfuseVendorAutoConfiguration.class)
		.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()));

	@AfterEach
	void close() {
		this.models.close();
		this.server.close();
	}

	OpenAIClient openAi() {
		return new OpenAIClientImpl(ClientOptions.builder()
			.httpClient(SpringAiOpenAiHttpClient.builder().build())
			.baseUrl(this.models.url() + "/v1")
			.apiKey("sk-key-of-openai")
			.sleeper(new NoSleep())
			.build());
	}

	AnthropicClient anthropic() {
		return new AnthropicClientImpl(com.anthropic.core.ClientOptions.builder()
			.httpClient(SpringAiAnthropicHttpClient.builder()
				.backend(AnthropicBackend.builder().apiKey("sk-key-of-anthropic").baseUrl(this.models.url()).build())
				.build())
			.build());
	}

	/**
	 * Returns all observations, once they have arrived.
	 */
	String tree(ApplicationContext context, int spans) {
		Langfuse langfuse = context.getBean(Langfuse.class);
		await().atMost(Duration.ofSeconds(10)).until(() -> {
			langfuse.flush(Duration.ofSeconds(10));
			return this.server.spans().size() >= spans;
		});
		return SpanTree.of(this.server.spans());
	}

	Span generation() {
		List<Span> generations = this.server.spans()
			.stream()
			.filter((span) -> "generation".equals(span.type()))
			.toList();
		return generations.get(generations.size() - 1);
	}

	/**
	 * A client that repeats a request at once.
	 */
	static class NoSleep implements Sleeper {

		@Override
		public void sleep(Duration duration) {
		}

		@Override
		public CompletableFuture<Void> sleepAsync(Duration duration) {
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public void close() {
		}

	}

}
