/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mcp;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import dev.langfuse4j.capture.JsonText;
import dev.langfuse4j.capture.MessageParts;
import dev.langfuse4j.capture.MessageShape;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceLink;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import org.jspecify.annotations.Nullable;

/**
 * Requests and results of MCP as plain values. Media are named, not copied.
 */
final class McpValues {

	private static final String UNKNOWN_TYPE = "application/octet-stream";

	private McpValues() {
	}

	static @Nullable Object input(McpSchema.Request request) {
		if (request instanceof CallToolRequest tool) {
			return tool.arguments();
		}
		if (request instanceof GetPromptRequest prompt) {
			return prompt.arguments();
		}
		return (request instanceof ReadResourceRequest resource) ? Map.of("uri", resource.uri()) : null;
	}

	static @Nullable Object output(Object result) {
		if (result instanceof CallToolResult tool) {
			return (tool.structuredContent() != null) ? tool.structuredContent()
					: oneOrAll(tool.content().stream().map(McpValues::content).toList());
		}
		if (result instanceof GetPromptResult prompt) {
			return prompt.messages().stream().map(McpValues::message).toList();
		}
		return (result instanceof ReadResourceResult resource)
				? oneOrAll(resource.contents().stream().map(McpValues::resource).toList()) : null;
	}

	/**
	 * The message of a failure that a tool has returned rather than thrown.
	 * @return the message, empty without one, or {@code null} if it is no failure
	 */
	static @Nullable String failure(Object result) {
		if (!(result instanceof CallToolResult tool) || !Boolean.TRUE.equals(tool.isError())) {
			return null;
		}
		return tool.content()
			.stream()
			.map((content) -> (content instanceof TextContent text) ? text.text() : null)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse("");
	}

	private static Map<String, Object> message(PromptMessage message) {
		Object content = (message.content() instanceof TextContent text) ? text.text() : content(message.content());
		return MessageShape.message(message.role().name().toLowerCase(Locale.ROOT),
				(content instanceof Map<?, ?>) ? List.of(content) : content);
	}

	private static @Nullable Object content(McpSchema.Content content) {
		if (content instanceof TextContent text) {
			return JsonText.read(text.text());
		}
		if (content instanceof ImageContent image) {
			return MessageParts.base64(image.mimeType(), image.data());
		}
		if (content instanceof AudioContent audio) {
			return MessageParts.base64(audio.mimeType(), audio.data());
		}
		if (content instanceof EmbeddedResource embedded) {
			return resource(embedded.resource());
		}
		return (content instanceof ResourceLink link) ? MessageParts.text(link.uri())
				: MessageParts.medium(content.type());
	}

	private static @Nullable Object resource(ResourceContents contents) {
		if (contents instanceof TextResourceContents text) {
			return JsonText.read(text.text());
		}
		return (contents instanceof BlobResourceContents blob)
				? MessageParts.base64((blob.mimeType() != null) ? blob.mimeType() : UNKNOWN_TYPE, blob.blob())
				: MessageParts.medium((contents.mimeType() != null) ? contents.mimeType() : UNKNOWN_TYPE);
	}

	private static @Nullable Object oneOrAll(List<? extends @Nullable Object> values) {
		return (values.size() == 1) ? values.get(0) : values;
	}

}
