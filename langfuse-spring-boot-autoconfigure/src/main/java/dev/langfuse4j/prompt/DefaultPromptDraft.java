/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * The one implementation of {@link PromptDraft}: the body of the request, which is never
 * changed.
 */
final class DefaultPromptDraft implements PromptDraft {

	private static final int MAX_MESSAGE = 500;

	private final DefaultPromptAdmin admin;

	private final ObjectNode body;

	DefaultPromptDraft(DefaultPromptAdmin admin, ObjectNode body) {
		this.admin = admin;
		this.body = body;
	}

	@Override
	public PromptDraft labels(String... labels) {
		return with("labels", labelsOf(labels));
	}

	@Override
	public PromptDraft tags(String... tags) {
		ArrayNode array = JsonMapper.shared().createArrayNode();
		for (String tag : tags) {
			Assert.hasText(tag, "A tag must have text");
			array.add(tag);
		}
		return with("tags", array);
	}

	@Override
	public PromptDraft config(@Nullable Object config) {
		return with("config", this.admin.json(config));
	}

	@Override
	public PromptDraft commitMessage(String message) {
		Assert.isTrue(message != null && message.length() <= MAX_MESSAGE, "A message has at most 500 characters");
		return with("commitMessage", JsonMapper.shared().getNodeFactory().stringNode(message));
	}

	@Override
	public int create() {
		return this.admin.create(this.body);
	}

	static ArrayNode labelsOf(String... labels) {
		ArrayNode array = JsonMapper.shared().createArrayNode();
		for (String label : labels) {
			array.add(PromptKey.requireLabel(label));
		}
		return array;
	}

	private PromptDraft with(String name, JsonNode value) {
		ObjectNode copy = this.body.deepCopy();
		copy.set(name, value);
		return new DefaultPromptDraft(this.admin, copy);
	}

}
