/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mcp;

import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Results of MCP as plain values.
 */
class McpValuesTests {

	private static final String BASE64 = Base64.getEncoder().encodeToString(new byte[300]);

	private static final Content TEXT = TextContent.builder("{\"a\":1}").build();

	private static final Content IMAGE = ImageContent.builder(BASE64, "image/png").build();

	@Test
	void textIsReadAndMediaAreNamed() {
		Content file = EmbeddedResource
			.builder(BlobResourceContents.builder("file://x", BASE64).mimeType("application/pdf").build())
			.build();
		assertThat(McpValues.output(result(TEXT))).isEqualTo(Map.of("a", 1));
		assertThat(McpValues.output(result(TEXT, IMAGE, file))).asString()
			.contains("a=1", "<image/png, 300 bytes>", "<application/pdf, 300 bytes>")
			.doesNotContain("AAAA");
		assertThat(McpValues.output(result())).isEqualTo(List.of());
		assertThat(McpValues
			.output(CallToolResult.builder().content(List.of(TEXT)).structuredContent(Map.of("b", 2)).build()))
			.isEqualTo(Map.of("b", 2));
	}

	@Test
	void messagesOfAPromptAreAChat() {
		assertThat(McpValues.output(GetPromptResult
			.builder(List.of(new PromptMessage(Role.USER, TEXT), new PromptMessage(Role.ASSISTANT, IMAGE)))
			.build())).asString()
			.isEqualTo("[{role=user, content={\"a\":1}}, {role=assistant, content=[{type=text, "
					+ "text=<image/png, 300 bytes>}]}]");
	}

	@Test
	void contentsOfResourcesAreTextsOrMedia() {
		assertThat(McpValues.output(
				ReadResourceResult.builder(List.of(TextResourceContents.builder("file://a", "text").build())).build()))
			.isEqualTo("text");
		assertThat(McpValues.output(
				ReadResourceResult.builder(List.of(BlobResourceContents.builder("file://a", BASE64).build())).build()))
			.asString()
			.contains("<application/octet-stream, 300 bytes>");
	}

	@Test
	void failureHasTheFirstText() {
		assertThat(McpValues.failure(CallToolResult.builder().content(List.of(IMAGE, TEXT)).isError(true).build()))
			.isEqualTo("{\"a\":1}");
		assertThat(McpValues.failure(CallToolResult.builder().content(List.of()).isError(true).build())).isEmpty();
		assertThat(McpValues.failure(result(TEXT))).isNull();
	}

	private static CallToolResult result(Content... contents) {
		return CallToolResult.builder().content(List.of(contents)).build();
	}

}
