/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.lang.reflect.Field;
import java.util.Map;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.ClientOptions;
import com.openai.core.ObjectMappers;
import com.openai.core.http.HttpClient;

import org.springframework.util.ReflectionUtils;

/**
 * Observes the clients of OpenAI's library for Java: chat completions, responses,
 * embeddings and images appear as generations of the current trace. Clients that are
 * beans are observed by themselves.
 * <p>
 * Where Spring AI or LangChain4j use an observed client, their own generation appears and
 * nothing else. All methods are thread-safe; without an application context of Spring
 * that observes, the clients work as ever.
 *
 * @since 0.1.0
 */
public final class LangfuseOpenAi {

	private static final ClientLibrary LIBRARY = new ClientLibrary("openai", "com.openai",
			Map.of("ChatCompletionService.create", new OpenAiChat(), "ResponseService.create", new OpenAiResponses(),
					"EmbeddingService.create", new OpenAiEmbeddings(), "ImageService.generate", new OpenAiImages()),
			(value) -> ObjectMappers.jsonMapper().convertValue(value, Object.class));

	private LangfuseOpenAi() {
	}

	/**
	 * Observes a client.
	 * @param client the client
	 * @return a client that is used in its place, and shares its connections; the same
	 * one if it is observed already
	 */
	public static OpenAIClient observe(OpenAIClient client) {
		return ObservedClient.of(client, OpenAIClient.class, (own) -> own.withOptions(LangfuseOpenAi::noteAttempts),
				LIBRARY);
	}

	/**
	 * Observes an asynchronous client.
	 * @param client the client
	 * @return a client that is used in its place, and shares its connections; the same
	 * one if it is observed already
	 */
	public static OpenAIClientAsync observe(OpenAIClientAsync client) {
		return ObservedClient.of(client, OpenAIClientAsync.class,
				(own) -> own.withOptions(LangfuseOpenAi::noteAttempts), LIBRARY);
	}

	/**
	 * Reads the HTTP client of the client, for which there is no accessor.
	 */
	private static void noteAttempts(ClientOptions.Builder options) {
		Field field = ReflectionUtils.findField(ClientOptions.Builder.class, "httpClient", HttpClient.class);
		if (field != null) {
			ReflectionUtils.makeAccessible(field);
			if (ReflectionUtils.getField(field, options) instanceof HttpClient client) {
				options.httpClient(HttpAttempts.of(client, HttpClient.class));
			}
		}
	}

}
