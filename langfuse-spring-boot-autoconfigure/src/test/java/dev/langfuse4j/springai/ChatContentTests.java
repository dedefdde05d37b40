/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelAnswer.Call;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.content.Media;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contents of chats that are more than texts, and what of them stays away.
 */
class ChatContentTests extends SpringAiTestSupport {

	@Test
	void structuredOutputIsAnAnswerToAFormat() {
		this.models.answer(ModelAnswer.text("{\"city\":\"Oslo\",\"degrees\":3}"));
		run((context) -> {
			assertThat(context.getBean(ChatClient.class).prompt("Oslo?").call().entity(ChatApplication.Report.class))
				.isEqualTo(new ChatApplication.Report("Oslo", 3));
			spans(context);
			Span generation = this.server.span("chat gpt-stub");
			assertThat(generation.inputJson().at("/0/content").asString()).startsWith("Oslo?").contains("JSON Schema");
			assertThat(generation.outputJson().path("content").asString())
				.isEqualTo("{\"city\":\"Oslo\",\"degrees\":3}");
			assertThat(this.server.span("spring_ai chat_client").output())
				.isEqualTo("{\"city\":\"Oslo\",\"degrees\":3}");
		});
	}

	@Test
	void mediaAreNamedNotCopied() {
		this.models.answer(ModelAnswer.text("a cat"));
		run((context) -> {
			context.getBean(ChatClient.class)
				.prompt()
				.messages(UserMessage.builder()
					.text("what is it?")
					.media(Media.builder().mimeType(MimeTypeUtils.IMAGE_PNG).data(new byte[12]).build(),
							Media.builder().mimeType(MimeTypeUtils.IMAGE_PNG).data("http://host/cat.png").build())
					.build())
				.call()
				.content();
			spans(context);
			assertThat(this.server.span("chat gpt-stub").inputJson().at("/0/content").toString())
				.isEqualTo("[{\"type\":\"text\",\"text\":\"what is it?\"},"
						+ "{\"type\":\"text\",\"text\":\"<image/png, 12 bytes>\"},"
						+ "{\"type\":\"image_url\",\"image_url\":{\"url\":\"http://host/cat.png\"}}]");
		});
	}

	@Test
	void secretsInToolsAndPromptsStayAway() {
		this.models.answer(ModelAnswer.calls(new Call("c1", "login", "{\"user\":\"ada\",\"password\":\"hunter2\"}")),
				ModelAnswer.text("done"));
		run((context) -> {
			context.getBean(ChatClient.class)
				.prompt("use sk-proj-abcdefghijklmnopqrstuvwx012345")
				.tools(FunctionToolCallback
					.builder("login", (Login login) -> new Login(login.user(), "hunter2", "4111 1111 1111 1111"))
					.description("log in")
					.inputType(Login.class)
					.build())
				.call()
				.content();
			spans(context);
			Span tool = this.server.span("execute_tool login");
			assertThat(tool.inputJson().path("user").asString()).isEqualTo("ada");
			assertThat(this.server.requests()).isNotEmpty()
				.allSatisfy((request) -> assertThat(request.text()).doesNotContain("hunter2")
					.doesNotContain("abcdefghijklmnopqrstuvwx")
					.doesNotContain("4111 1111"));
		});
	}

	@Test
	void metadataOnlyLeavesModelAndUsage() {
		this.models.answer(ModelAnswer.calls(new Call("c1", "weather", "{\"city\":\"Oslo\"}")),
				ModelAnswer.text("cold"));
		this.contextRunner.withUserConfiguration(ChatApplication.class)
			.withPropertyValues("langfuse.capture.mode=metadata-only")
			.run((context) -> {
				context.getBean(ChatApplication.Assistant.class).askWithTools("Oslo?");
				assertThat(tree(context)).contains("[tool]").contains("model=gpt-stub-1 usage={input:56");
				assertThat(this.server.requests())
					.allSatisfy((request) -> assertThat(request.text()).doesNotContain("Oslo").doesNotContain("cold"));
			});
	}

	record Login(String user, String password, String card) {

	}

}
