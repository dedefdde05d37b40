/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.vendor;

import java.util.List;

import com.anthropic.client.AnthropicClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.core.ClientOptions;
import com.openai.core.http.HttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.services.async.ResponseServiceAsync;
import com.openai.services.blocking.chat.ChatCompletionService;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A native image keeps what the clients of providers need.
 */
class VendorRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	@Test
	void proxiesAndWhatIsReadByNameAreKept() throws Exception {
		new VendorRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
		for (Class<?> type : List.of(OpenAIClient.class, ChatCompletionService.class,
				ChatCompletionService.WithRawResponse.class, ResponseServiceAsync.class, HttpClient.class,
				AnthropicClient.class, com.anthropic.services.blocking.MessageService.class)) {
			assertThat(RuntimeHintsPredicates.proxies().forInterfaces(type)).accepts(this.hints);
		}
		for (Class<?> type : List.of(ChatCompletionCreateParams.class, MessageCreateParams.class)) {
			assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(type.getMethod("_body")))
				.accepts(this.hints);
		}
		assertThat(RuntimeHintsPredicates.reflection()
			.onFieldAccess(ClientOptions.Builder.class.getDeclaredField("httpClient"))).accepts(this.hints);
	}

	@Test
	void withoutClientsThereIsNothingToKeep() {
		new VendorRuntimeHints().registerHints(this.hints, ClassLoader.getPlatformClassLoader());
		assertThat(this.hints.proxies().jdkProxyHints()).isEmpty();
		assertThat(this.hints.reflection().typeHints()).isEmpty();
	}

}
