/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.time.Duration;

import com.anthropic.client.AnthropicClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.testing.ModelAnswer;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that are beans, and those that a framework drives.
 */
class ClientBeansTests extends VendorClientsTestSupport {

	@Test
	void clientsThatAreBeansAreObserved() {
		this.models.answer(ModelAnswer.text("cold"), ModelAnswer.text("warm"));
		this.contextRunner.withBean(OpenAIClient.class, this::openAi)
			.withBean(AnthropicClient.class, this::anthropic)
			.run((context) -> {
				OpenAiOnTheWireTests.ask(context.getBean(OpenAIClient.class), "blocking");
				context.getBean(AnthropicClient.class)
					.messages()
					.create(MessageCreateParams.builder()
						.model("claude-stub")
						.maxTokens(5)
						.addUserMessage("hi")
						.build());
				assertThat(tree(context, 2)).contains("chat gpt-stub [generation]", "chat claude-stub [generation]");
			});
	}

	@Test
	void switchedOffTheyAreNot() {
		this.models.answer(ModelAnswer.text("cold"));
		this.contextRunner.withBean(OpenAIClient.class, this::openAi)
			.withPropertyValues("langfuse.vendor-clients.enabled=false")
			.run((context) -> {
				OpenAiOnTheWireTests.ask(context.getBean(OpenAIClient.class), "blocking");
				context.getBean(Langfuse.class).flush(Duration.ofSeconds(20));
				assertThat(this.server.spans()).isEmpty();
			});
	}

	@Test
	void clientThatIsDeclaredAsAClassStaysOne() {
		this.contextRunner.withBean(OpenAIClientImpl.class, () -> (OpenAIClientImpl) openAi())
			.run((context) -> assertThat(context.getBean(OpenAIClientImpl.class)).isNotNull());
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void generationOfAFrameworkIsTheOnlyOne(boolean stream) {
		this.models.answer(ModelAnswer.text("It is ", "cold"));
		this.contextRunner.withBean(OpenAIClient.class, this::openAi).run((context) -> {
			OpenAIClient client = context.getBean(OpenAIClient.class);
			OpenAiChatModel model = OpenAiChatModel.builder()
				.openAiClient(client)
				.openAiClientAsync(client.async())
				.observationRegistry(context.getBean(ObservationRegistry.class))
				.options(OpenAiChatOptions.builder().model("gpt-stub").build())
				.build();
			if (stream) {
				assertThat(model.stream(new Prompt("Oslo?")).collectList().block(Duration.ofSeconds(10))).isNotEmpty();
			}
			else {
				model.call(new Prompt("Oslo?"));
			}
			assertThat(tree(context, 1)).startsWith("chat gpt-stub [generation]").hasLineCount(1);
		});
	}

}
