/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.vendor;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.util.ClassUtils;

/**
 * Keeps in a native image the interfaces that proxies of clients have, and the methods
 * that are found by their names, where clients of providers are present.
 */
class VendorRuntimeHints implements RuntimeHintsRegistrar {

	private static final List<String> ROOTS = List.of("com.openai", "com.anthropic");

	private static final List<String> PROXIES = List.of(".client.OpenAIClient", ".client.OpenAIClient$WithRawResponse",
			".client.OpenAIClientAsync", ".client.OpenAIClientAsync$WithRawResponse", ".client.AnthropicClient",
			".client.AnthropicClient$WithRawResponse", ".client.AnthropicClientAsync",
			".client.AnthropicClientAsync$WithRawResponse", ".core.http.HttpClient", ".core.http.StreamResponse",
			".core.http.AsyncStreamResponse", ".core.http.AsyncStreamResponse$Handler", ".core.http.HttpResponseFor");

	private static final List<String> SERVICES = List.of("chat.ChatCompletionService", "ChatService", "ResponseService",
			"EmbeddingService", "ImageService", "MessageService", "BetaService", "beta.MessageService");

	private static final List<String> READ = List.of(".models.chat.completions.ChatCompletionCreateParams",
			".models.chat.completions.StructuredChatCompletionCreateParams",
			".models.chat.completions.StructuredChatCompletion", ".models.responses.ResponseCreateParams",
			".models.responses.StructuredResponseCreateParams", ".models.responses.StructuredResponse",
			".models.embeddings.EmbeddingCreateParams", ".models.embeddings.CreateEmbeddingResponse",
			".models.embeddings.CreateEmbeddingResponse$Usage", ".models.embeddings.Embedding",
			".models.images.ImageGenerateParams", ".models.messages.MessageCreateParams",
			".models.beta.messages.MessageCreateParams", ".core.http.HttpRequest", ".core.http.HttpResponse",
			".errors.OpenAIServiceException", ".errors.AnthropicServiceException");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		for (String root : ROOTS) {
			PROXIES.forEach((type) -> proxy(hints, root + type, classLoader));
			for (String service : SERVICES) {
				for (String type : List.of(".services.blocking." + service, ".services.async." + service + "Async")) {
					proxy(hints, root + type, classLoader);
					proxy(hints, root + type + "$WithRawResponse", classLoader);
				}
			}
			READ.forEach((type) -> hints.reflection()
				.registerTypeIfPresent(classLoader, root + type, MemberCategory.INVOKE_PUBLIC_METHODS));
		}
		hints.reflection()
			.registerTypeIfPresent(classLoader, "com.openai.core.ClientOptions$Builder",
					MemberCategory.ACCESS_DECLARED_FIELDS);
	}

	private static void proxy(RuntimeHints hints, String type, @Nullable ClassLoader classLoader) {
		if (ClassUtils.isPresent(type, classLoader)) {
			hints.proxies().registerJdkProxy(TypeReference.of(type));
			hints.reflection().registerType(TypeReference.of(type), MemberCategory.INVOKE_PUBLIC_METHODS);
		}
	}

}
