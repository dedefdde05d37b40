/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.logging.LogOnce;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prompts as JSON, as Langfuse has them and as fallback files have them.
 */
final class PromptJson {

	private static final LogOnce logger = LogOnce.shared(PromptJson.class);

	private PromptJson() {
	}

	/**
	 * Reads the response of the server. Unknown properties are ignored.
	 * @return the prompt, or {@code null} if it is not one
	 */
	static @Nullable PromptVersion read(JsonNode json) {
		int version = json.path("version").asInt(0);
		JsonNode name = json.path("name");
		if (version < 1 || !name.isString()) {
			return null;
		}
		return read(json, name.stringValue(), version);
	}

	/**
	 * Reads a fallback: an object with {@code type}, {@code prompt} and {@code config},
	 * or the messages of a chat prompt alone.
	 * @return the prompt, or {@code null} if it is not one
	 */
	static @Nullable PromptVersion readFallback(String name, JsonNode json) {
		return json.isArray() ? PromptVersion.fallback(name, parts(name, json), emptyConfig()) : read(json, name, 0);
	}

	static ArrayNode write(List<? extends ChatPromptPart> parts) {
		ArrayNode messages = JsonMapper.shared().createArrayNode();
		for (ChatPromptPart part : parts) {
			ObjectNode message = messages.addObject();
			if (part instanceof PromptPlaceholder placeholder) {
				message.put("type", "placeholder").put("name", placeholder.name());
			}
			else if (part instanceof PromptMessage text) {
				message.put("role", text.role()).put("content", text.content());
			}
		}
		return messages;
	}

	static PromptSummary readSummary(JsonNode json) {
		return new PromptSummary(json.path("name").asString(""), "chat".equals(json.path("type").asString("")),
				json.path("versions").valueStream().map((version) -> version.asInt(0)).toList(),
				texts(json.path("labels")), texts(json.path("tags")));
	}

	static JsonNode emptyConfig() {
		return JsonMapper.shared().createObjectNode();
	}

	private static @Nullable PromptVersion read(JsonNode json, String name, int version) {
		JsonNode prompt = json.path("prompt");
		JsonNode config = (json.path("config").isMissingNode() || json.path("config").isNull()) ? emptyConfig()
				: json.path("config");
		List<String> labels = texts(json.path("labels"));
		List<String> tags = texts(json.path("tags"));
		if (prompt.isString() && !"chat".equals(json.path("type").asString(""))) {
			return new PromptVersion(name, version, labels, tags, config, new PromptTemplate(prompt.stringValue()),
					null);
		}
		if (prompt.isArray()) {
			return new PromptVersion(name, version, labels, tags, config, null, new ChatTemplate(parts(name, prompt)));
		}
		return null;
	}

	/**
	 * Reads messages by their properties, because their types differ by the author.
	 */
	private static List<ChatPromptPart> parts(String name, JsonNode messages) {
		List<ChatPromptPart> parts = new ArrayList<>();
		for (JsonNode message : messages) {
			String placeholder = message.path("name").asString("");
			String role = message.path("role").asString("");
			if (message.path("type").asString("").equals("placeholder") && !placeholder.isBlank()) {
				parts.add(new PromptPlaceholder(placeholder));
			}
			else if (!role.isBlank() && message.path("content").isString()) {
				parts.add(new PromptMessage(role, message.path("content").stringValue()));
			}
			else {
				logger.warn(name, () -> "Langfuse: a part of the " + PromptKey.describe(name)
						+ " is neither a message nor a placeholder. It is removed");
			}
		}
		return parts;
	}

	private static List<String> texts(JsonNode array) {
		return array.valueStream().filter(JsonNode::isString).map(JsonNode::stringValue).toList();
	}

}
