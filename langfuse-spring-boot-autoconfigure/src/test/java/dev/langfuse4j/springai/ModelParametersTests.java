/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.List;
import java.util.Map;

import com.anthropic.models.messages.ThinkingConfigEnabled;
import com.anthropic.models.messages.ThinkingConfigParam;
import org.junit.jupiter.api.Test;

import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.ollama.api.OllamaChatOptions;
import org.springframework.ai.openai.OpenAiChatOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Options of a model are shown as parameters, except for those that may hold secrets or
 * content.
 */
class ModelParametersTests {

	@Test
	void optionsThatAreSetAreShownAsProvidersNameThem() {
		assertThat(ModelParameters.of(OpenAiChatOptions.builder()
			.temperature(0.5)
			.topP(0.9)
			.maxTokens(100)
			.seed(7)
			.n(2)
			.stop(List.of("END"))
			.parallelToolCalls(true)
			.reasoningEffort("high")
			.logitBias(Map.of("50256", -100))
			.build()))
			.containsExactlyInAnyOrderEntriesOf(Map.of("temperature", 0.5, "top_p", 0.9, "max_tokens", 100, "seed", 7,
					"n", 2, "stop_sequences", List.of("END"), "parallel_tool_calls", true, "reasoning_effort", "high",
					"logit_bias", Map.of("50256", -100)));
		assertThat(ModelParameters.of(OllamaChatOptions.builder().numCtx(2048).minP(0.1).build()))
			.isEqualTo(Map.of("num_ctx", 2048, "min_p", 0.1));
		assertThat(ModelParameters.of(ChatOptions.builder().topK(3).build())).isEqualTo(Map.of("top_k", 3));
		assertThat(ModelParameters.of(null)).isEmpty();
	}

	@Test
	void valuesOfAClientsLibraryAreShownAsTexts() {
		Map<String, Object> parameters = ModelParameters.of(AnthropicChatOptions.builder()
			.model("claude")
			.maxTokens(300)
			.thinking(ThinkingConfigParam.ofEnabled(ThinkingConfigEnabled.builder().budgetTokens(1_024).build()))
			.build());
		assertThat(parameters).containsEntry("max_tokens", 300);
		assertThat(parameters.get("thinking")).asString().contains("1024");
	}

	@Test
	void keysAndHeadersAreNoParameters() {
		assertThat(ModelParameters.of(OpenAiChatOptions.builder()
			.apiKey("sk-1")
			.baseUrl("http://user:secret@host")
			.organizationId("org-1")
			.customHeaders(Map.of("Authorization", "Bearer x"))
			.user("ada")
			.maxRetries(3)
			.metadata(Map.of("a", "b"))
			.toolContext(Map.of("tenant", "secret"))
			.build())).isEmpty();
	}

}
