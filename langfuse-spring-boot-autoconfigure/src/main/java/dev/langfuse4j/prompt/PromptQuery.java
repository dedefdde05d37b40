/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A request of the application for a prompt. Immutable.
 *
 * @param name the name
 * @param chat whether it is a chat prompt
 * @param label the label, or {@code null} with a version
 * @param version the version, or 0 with a label
 * @param ttl the maximum age of the prompt, or {@code null} for the configured one
 * @param fallback the fallback of this call, or {@code null} for the file with the name
 */
record PromptQuery(String name, boolean chat, @Nullable String label, int version, @Nullable Duration ttl,
		@Nullable Fallback fallback) {

	static PromptQuery production(String name, boolean chat) {
		return new PromptQuery(PromptKey.requireName(name), chat, PromptKey.PRODUCTION, 0, null, null);
	}

	PromptQuery withSelection(@Nullable String label, int version) {
		return new PromptQuery(this.name, this.chat, label, version, this.ttl, this.fallback);
	}

	PromptQuery withTtl(Duration ttl) {
		return new PromptQuery(this.name, this.chat, this.label, this.version, ttl, this.fallback);
	}

	PromptQuery withFallback(Fallback fallback) {
		return new PromptQuery(this.name, this.chat, this.label, this.version, this.ttl, fallback);
	}

	PromptKey key(String project) {
		return new PromptKey(project, this.name, this.label, this.version);
	}

	/**
	 * The prompt for messages.
	 */
	String describe() {
		return key("").describe();
	}

	/**
	 * Whether a prompt is of the type that is wanted.
	 */
	boolean accepts(PromptVersion prompt) {
		return this.chat ? prompt.chat() != null : prompt.text() != null;
	}

}
