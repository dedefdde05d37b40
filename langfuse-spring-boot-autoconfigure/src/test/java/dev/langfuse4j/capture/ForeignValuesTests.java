/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.message.VideoContent;
import dev.langfuse4j.testing.LangfuseContexts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values of libraries' types, as an application with those libraries captures them.
 */
class ForeignValuesTests {

	@ParameterizedTest
	@MethodSource
	void areShownAsAReaderExpects(Object value, String expected) {
		LangfuseContexts.fullRunner()
			.run((context) -> assertThat(
					context.getBean(ContentCapture.class).content(List.of(value), 100_000).asText())
				.isEqualTo("[" + expected + "]"));
	}

	static Stream<Arguments> areShownAsAReaderExpects() {
		return Stream.of(
				Arguments.of(
						new Prompt(List.of(new org.springframework.ai.chat.messages.SystemMessage("be kind"),
								new org.springframework.ai.chat.messages.UserMessage("hi"))),
						"[{\"role\":\"system\",\"content\":\"be kind\"},{\"role\":\"user\",\"content\":\"hi\"}]"),
				Arguments.of(
						AssistantMessage.builder()
							.content("")
							.toolCalls(List.of(new ToolCall("c1", "function", "weather", "{\"city\":\"Oslo\"}")))
							.build(),
						"{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\","
								+ "\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Oslo\\\"}\"}}]}"),
				Arguments.of(
						ToolResponseMessage.builder()
							.responses(List.of(new ToolResponse("c1", "weather", "rain")))
							.build(),
						"{\"role\":\"tool\",\"content\":\"rain\",\"tool_call_id\":\"c1\",\"name\":\"weather\"}"),
				Arguments.of(SystemMessage.from("be kind"), "{\"role\":\"system\",\"content\":\"be kind\"}"),
				Arguments.of(UserMessage.from("hi"), "{\"role\":\"user\",\"content\":\"hi\"}"),
				Arguments.of(UserMessage.from(TextContent.from("what is it?"), ImageContent.from("http://host/i.png")),
						"{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"what is it?\"},"
								+ "{\"type\":\"image_url\",\"image_url\":{\"url\":\"http://host/i.png\"}}]}"),
				Arguments.of(
						UserMessage.from(ImageContent.from("aGVsbG8=", "image/png"),
								AudioContent.from("aGVsbG8h", "audio/wav"), VideoContent.from("gs://bucket/v.mp4"),
								PdfFileContent.from("http://host/cv.pdf")),
						"{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"<image/png, 5 bytes>\"},"
								+ "{\"type\":\"text\",\"text\":\"<audio/wav, 6 bytes>\"},"
								+ "{\"type\":\"text\",\"text\":\"gs://bucket/v.mp4\"},"
								+ "{\"type\":\"text\",\"text\":\"http://host/cv.pdf\"}]}"),
				Arguments.of(AiMessage.builder().text("hi").thinking("polite?").build(),
						"{\"role\":\"assistant\",\"content\":\"hi\","
								+ "\"thinking\":[{\"type\":\"thinking\",\"content\":\"polite?\"}]}"),
				Arguments.of(
						AssistantMessage.builder()
							.content("hi")
							.properties(Map.of("reasoningContent", "polite?"))
							.media(List.of(Media.builder()
								.mimeType(MimeTypeUtils.IMAGE_PNG)
								.data("data:image/png;base64,aGVsbG8=")
								.build()))
							.build(),
						"{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"},"
								+ "{\"type\":\"text\",\"text\":\"<image/png, 5 bytes>\"}],"
								+ "\"thinking\":[{\"type\":\"thinking\",\"content\":\"polite?\"}]}"),
				Arguments.of(
						AssistantMessage.builder().content(null).properties(Map.of("data", "x".repeat(80))).build(),
						"{\"role\":\"assistant\",\"content\":\"\","
								+ "\"redacted_thinking\":[{\"type\":\"redacted_thinking\",\"data\":\"<80 characters>\"}]}"),
				Arguments.of(
						AiMessage.from(ToolExecutionRequest.builder().id("c1").name("weather").arguments("{}").build()),
						"{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\","
								+ "\"function\":{\"name\":\"weather\",\"arguments\":\"{}\"}}]}"),
				Arguments.of(ToolExecutionResultMessage.from("c1", "weather", "rain"),
						"{\"role\":\"tool\",\"content\":\"rain\",\"tool_call_id\":\"c1\",\"name\":\"weather\"}"),
				Arguments.of(new MockMultipartFile("cv", "cv.pdf", "application/pdf", new byte[12]),
						"\"<file: cv.pdf, application/pdf, 12 bytes>\""));
	}

}
