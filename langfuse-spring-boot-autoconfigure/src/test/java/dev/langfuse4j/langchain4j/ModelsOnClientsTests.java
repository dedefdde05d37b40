/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langfuse4j.autoconfigure.vendor.LangfuseVendorAutoConfiguration;
import dev.langfuse4j.testing.ModelAnswer;
import org.junit.jupiter.api.Test;

import org.springframework.ai.openai.http.okhttp.SpringAiOpenAiHttpClient;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Models of LangChain4j that call an observed client of openai-java.
 */
class ModelsOnClientsTests extends LangChain4jTestSupport {

	private static final ChatCompletionCreateParams PARAMS = ChatCompletionCreateParams.builder()
		.model("gpt-stub")
		.addUserMessage("Oslo?")
		.build();

	private static final ChatCompletionCreateParams STREAM_PARAMS = PARAMS.toBuilder()
		.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
		.build();

	private static final String OF_LANGCHAIN4J = "chat [generation] model=scripted usage={input:3,output:4,total:7}\n";

	@Test
	void generationOfLangChain4jIsTheOnlyOne() {
		this.models.answer(ModelAnswer.text("cold"), ModelAnswer.text("warm"));
		withClient((context, client) -> {
			ChatModel model = ScriptedModel.blocking((request) -> ScriptedModel.answer(ask(client)),
					context.getBean(LangfuseChatModelListener.class));
			assertThat(model.chat("Oslo?")).isEqualTo("cold");
			// Without LangChain4j, the client has a generation of its own
			assertThat(ask(client)).isEqualTo("warm");
			assertThat(tree(context))
				.isEqualTo(OF_LANGCHAIN4J + "chat gpt-stub [generation] model=gpt-stub-1 " + USAGE + "\n");
		});
	}

	@Test
	void generationOfAStreamIsTheOnlyOne() {
		this.models.answer(ModelAnswer.text("It is ", "cold"), ModelAnswer.text("It is ", "warm"));
		withClient((context, client) -> {
			StreamingChatModel model = ScriptedModel.streaming(
					(request, handler) -> ScriptedModel.stream(handler, ScriptedModel.answer(stream(client))),
					context.getBean(LangfuseChatModelListener.class));
			Answer answer = new Answer();
			model.chat("Oslo?", answer);
			assertThat(answer.text).isEqualTo("It is cold");
			assertThat(stream(client)).isEqualTo("It is warm");
			assertThat(tree(context))
				.isEqualTo(OF_LANGCHAIN4J + "chat gpt-stub [generation] model=gpt-stub-1 " + USAGE + "\n");
		});
	}

	private void withClient(Code code) {
		this.contextRunner.withConfiguration(AutoConfigurations.of(LangfuseVendorAutoConfiguration.class))
			.withBean(OpenAIClient.class,
					() -> new OpenAIClientImpl(ClientOptions.builder()
						.httpClient(SpringAiOpenAiHttpClient.builder().build())
						.baseUrl(this.models.url() + "/v1")
						.apiKey("sk-key-of-openai")
						.build()))
			.run((context) -> code.run(context, context.getBean(OpenAIClient.class)));
	}

	private static String ask(OpenAIClient client) {
		ChatCompletion answer = client.chat().completions().create(PARAMS);
		return answer.choices().get(0).message().content().orElseThrow();
	}

	private static String stream(OpenAIClient client) {
		StringBuilder text = new StringBuilder();
		try (StreamResponse<ChatCompletionChunk> stream = client.chat().completions().createStreaming(STREAM_PARAMS)) {
			stream.stream()
				.forEach((chunk) -> chunk.choices()
					.forEach((choice) -> text.append(choice.delta().content().orElse(""))));
		}
		return text.toString();
	}

	private interface Code {

		void run(ApplicationContext context, OpenAIClient client);

	}

	private static final class Answer implements StreamingChatResponseHandler {

		private String text;

		@Override
		public void onPartialResponse(String partial) {
		}

		@Override
		public void onCompleteResponse(ChatResponse response) {
			this.text = response.aiMessage().text();
		}

		@Override
		public void onError(Throwable error) {
			throw new IllegalStateException(error);
		}

	}

}
