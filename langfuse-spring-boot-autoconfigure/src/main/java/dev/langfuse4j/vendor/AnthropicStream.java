/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.capture.JsonText;

/**
 * Puts the events of a message of Anthropic together.
 */
final class AnthropicStream implements StreamFormat {

	private final int maxLength;

	private final Map<String, Object> message = new LinkedHashMap<>();

	private final Map<String, Object> usage = new LinkedHashMap<>();

	private final List<Block> blocks = new ArrayList<>();

	/**
	 * The blocks that are under way.
	 */
	private final Map<Long, Block> open = new HashMap<>();

	AnthropicStream(int maxLength) {
		this.maxLength = maxLength;
	}

	@Override
	public boolean add(Json part) {
		switch (part.type()) {
			case "message_start" -> {
				this.message.putAll(part.at("message").only("id", "model", "role"));
				addUsage(part.at("message", "usage"));
			}
			case "content_block_start" -> {
				Block block = new Block(part.at("content_block"), this.maxLength);
				this.blocks.add(block);
				this.open.put(part.count("index"), block);
			}
			case "content_block_delta" -> {
				Block block = this.open.get(part.count("index"));
				return block != null && block.add(part.at("delta"));
			}
			case "message_delta" -> {
				this.message.putAll(part.at("delta").only("stop_reason"));
				addUsage(part.at("usage"));
			}
			default -> {
			}
		}
		return false;
	}

	/**
	 * Later events repeat what earlier ones have counted, or leave it out.
	 */
	private void addUsage(Json counts) {
		counts.values().forEach((name, value) -> {
			if (value != null) {
				this.usage.put(String.valueOf(name), value);
			}
		});
	}

	@Override
	public Json whole() {
		List<Object> contents = new ArrayList<>();
		this.blocks.forEach((block) -> contents.add(block.shown()));
		Map<String, Object> whole = new LinkedHashMap<>(this.message);
		whole.put("content", contents);
		whole.put("usage", this.usage);
		return new Json(whole);
	}

	private static final class Block {

		private final Map<String, Object> begun = new LinkedHashMap<>();

		private final String type;

		private final BoundedAnswer text;

		Block(Json begun, int maxLength) {
			this.type = begun.type();
			begun.values().forEach((name, value) -> this.begun.put(String.valueOf(name), value));
			this.text = new BoundedAnswer(maxLength);
		}

		boolean add(Json delta) {
			return this.text.add(delta.text("text")) || this.text.add(delta.text("thinking"))
					|| this.text.add(delta.text("partial_json"));
		}

		Map<String, Object> shown() {
			if (!this.text.isEmpty()) {
				switch (this.type) {
					case "thinking" -> this.begun.put("thinking", this.text.toString());
					case "tool_use", "server_tool_use" -> this.begun.put("input", JsonText.read(this.text.toString()));
					default -> this.begun.put("text", this.text.toString());
				}
			}
			return this.begun;
		}

	}

}
