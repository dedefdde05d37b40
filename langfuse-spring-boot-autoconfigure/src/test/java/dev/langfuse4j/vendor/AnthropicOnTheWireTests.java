/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelAnswer.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls through the client of Anthropic arrive at a Langfuse server.
 */
class AnthropicOnTheWireTests extends VendorClientsTestSupport {

	private static final MessageCreateParams PARAMS = MessageCreateParams.builder()
		.model("claude-stub")
		.maxTokens(50)
		.system("be brief")
		.addUserMessage("Oslo?")
		.build();

	@ParameterizedTest
	@ValueSource(strings = { "blocking", "streaming", "async" })
	void messageIsAGeneration(String way) {
		this.models.answer(ModelAnswer.text("It is ", "cold").thinking("north"));
		this.contextRunner.run((context) -> {
			AnthropicClient client = LangfuseAnthropic.observe(anthropic());
			switch (way) {
				case "blocking" -> assertThat(client.messages().create(PARAMS).content()).hasSize(2);
				case "async" -> assertThat(client.async().messages().create(PARAMS).join().content()).hasSize(2);
				default -> {
					try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(PARAMS)) {
						assertThat(stream.stream().count()).isPositive();
					}
				}
			}
			assertThat(tree(context, 1)).isEqualTo("""
					chat claude-stub [generation] model=claude-stub-1 \
					usage={input:20,output:30,input_cached_tokens:64,%s,total:122}
					""".formatted(way.equals("streaming") ? "input_cache_creation:8"
					: "input_cache_creation:5,input_cache_creation_1h:3"));
			assertThat(generation().input()).isEqualTo(
					"[{\"role\":\"system\",\"content\":\"be brief\"},{\"role\":\"user\",\"content\":\"Oslo?\"}]");
			assertThat(generation().output()).isEqualTo("{\"role\":\"assistant\",\"content\":\"It is cold\","
					+ "\"thinking\":[{\"type\":\"thinking\",\"content\":\"north\"}],\"finish_reason\":\"end_turn\"}");
			assertThat(generation().text("langfuse.observation.model.parameters")).isEqualTo("{\"max_tokens\":50}");
			assertThat(generation().metadata("provider")).isEqualTo("anthropic");
			assertThat(generation().metadata("response_id")).isEqualTo("msg_1");
			assertThat(generation().metadata("request_id")).isEqualTo(way.equals("async") ? null : "req-1");
			assertThat(generation().text("langfuse.observation.completion_start_time") != null)
				.isEqualTo(way.equals("streaming"));
			assertThat(this.server.requests()).noneMatch((request) -> request.text().contains("sk-key"));
		});
	}

	@Test
	void callsOfToolsAreShown() {
		this.models.answer(ModelAnswer.calls(new Call("c1", "weather", "{\"city\":\"Oslo\"}")));
		this.contextRunner.run((context) -> {
			LangfuseAnthropic.observe(anthropic()).messages().create(PARAMS);
			tree(context, 1);
			assertThat(generation().outputJson().path("tool_calls").toString())
				.isEqualTo("[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"weather\","
						+ "\"arguments\":{\"city\":\"Oslo\"}}}]");
		});
	}

}
