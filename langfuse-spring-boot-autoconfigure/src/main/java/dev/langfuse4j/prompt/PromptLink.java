/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.HashMap;
import java.util.Map;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.PromptReference;
import org.jspecify.annotations.Nullable;

/**
 * The version of a prompt that a generation is made with, as messages and parameters of
 * calls carry it: in texts and numbers, as a chat memory may write them into a database.
 *
 * @param name the prompt's name
 * @param version the prompt's version
 * @param label the label that it was asked for by, if any
 * @since 0.1.0
 */
@Internal
public record PromptLink(String name, int version, @Nullable String label) {

	private static final String NAME = "langfuse.prompt.name";

	private static final String VERSION = "langfuse.prompt.version";

	private static final String LABEL = "langfuse.prompt.label";

	/**
	 * Returns the metadata that carries the link. A fallback is no version, which
	 * replaces the link that a default message may have.
	 * @param prompt the prompt
	 * @return the metadata of a message, or the parameters of a call
	 */
	public static Map<String, Object> metadata(Prompt<?> prompt) {
		Map<String, Object> metadata = new HashMap<>();
		metadata.put(NAME, prompt.name());
		metadata.put(VERSION, prompt.version());
		metadata.put(LABEL, (prompt.label() != null) ? prompt.label() : "");
		return metadata;
	}

	/**
	 * Reads what carries a link.
	 * @param metadata the metadata of a message, or the parameters of a call
	 * @return the link, or {@code null} without one
	 */
	public static @Nullable PromptLink read(Map<?, ?> metadata) {
		Object name = metadata.get(NAME);
		int version = version(metadata.get(VERSION));
		if (!(name instanceof String text) || version < 1) {
			return null;
		}
		String label = (metadata.get(LABEL) instanceof String known && !known.isEmpty()) ? known : null;
		return new PromptLink(text, version, label);
	}

	/**
	 * A database may have made a text of it.
	 */
	private static int version(@Nullable Object value) {
		if (value instanceof Number number) {
			return number.intValue();
		}
		try {
			return (value instanceof String text) ? Integer.parseInt(text) : 0;
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	/**
	 * Links a generation.
	 * @param generation the generation
	 */
	public void record(LangfuseObservation generation) {
		generation.prompt(new PromptReference(this.name, this.version)).metadata("prompt_label", this.label);
	}

}
