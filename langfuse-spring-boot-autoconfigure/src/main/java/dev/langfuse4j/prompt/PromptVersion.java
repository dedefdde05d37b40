/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A version of a prompt. Either the text or the chat template is present. Immutable.
 *
 * @param name the name
 * @param version the number, 0 for a fallback
 * @param labels the labels
 * @param tags the tags
 * @param config the configuration
 * @param text the template of a text prompt
 * @param chat the template of a chat prompt
 */
record PromptVersion(String name, int version, List<String> labels, List<String> tags, JsonNode config,
		@Nullable PromptTemplate text, @Nullable ChatTemplate chat) {

	static PromptVersion fallback(String name, String text, JsonNode config) {
		return new PromptVersion(name, 0, List.of(), List.of(), config, new PromptTemplate(text), null);
	}

	static PromptVersion fallback(String name, List<? extends ChatPromptPart> chat, JsonNode config) {
		return new PromptVersion(name, 0, List.of(), List.of(), config, null, new ChatTemplate(chat));
	}

	boolean isFallback() {
		return this.version == 0;
	}

	/**
	 * Shows no text.
	 */
	@Override
	public String toString() {
		return "PromptVersion[" + this.version + "]";
	}

}
