/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.util.Map;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.core.ClientOptions;
import com.anthropic.core.ObjectMappers;
import com.anthropic.core.http.HttpClient;

/**
 * Observes the clients of Anthropic's library for Java: messages appear as generations of
 * the current trace. Clients that are beans are observed by themselves.
 * <p>
 * Where Spring AI or LangChain4j use an observed client, their own generation appears and
 * nothing else. All methods are thread-safe; without an application context of Spring
 * that observes, the clients work as ever.
 *
 * @since 0.1.0
 */
public final class LangfuseAnthropic {

	private static final ClientLibrary LIBRARY = new ClientLibrary("anthropic", "com.anthropic",
			Map.of("MessageService.create", new AnthropicMessages()),
			(value) -> ObjectMappers.jsonMapper().convertValue(value, Object.class));

	private LangfuseAnthropic() {
	}

	/**
	 * Observes a client.
	 * @param client the client
	 * @return a client that is used in its place, and shares its connections; the same
	 * one if it is observed already
	 */
	public static AnthropicClient observe(AnthropicClient client) {
		return ObservedClient.of(client, AnthropicClient.class,
				(own) -> own.withOptions(LangfuseAnthropic::noteAttempts), LIBRARY);
	}

	/**
	 * Observes an asynchronous client.
	 * @param client the client
	 * @return a client that is used in its place, and shares its connections; the same
	 * one if it is observed already
	 */
	public static AnthropicClientAsync observe(AnthropicClientAsync client) {
		return ObservedClient.of(client, AnthropicClientAsync.class,
				(own) -> own.withOptions(LangfuseAnthropic::noteAttempts), LIBRARY);
	}

	private static void noteAttempts(ClientOptions.Builder options) {
		options.addInterceptor((client) -> HttpAttempts.of(client, HttpClient.class));
	}

}
