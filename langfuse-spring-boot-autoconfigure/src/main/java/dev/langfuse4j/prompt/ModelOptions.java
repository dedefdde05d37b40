/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.logging.LogOnce;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The options of a call of a model that the configuration of a prompt has: those that all
 * models have. What is not there stays as it is for the model.
 *
 * @param model the name of the model
 * @param temperature the temperature
 * @param topP the probability mass to choose from
 * @param topK the number of tokens to choose from
 * @param maxTokens the length of the answer
 * @param frequencyPenalty the penalty for frequent tokens
 * @param presencePenalty the penalty for tokens that occur
 * @param stop what ends the answer
 * @since 0.1.0
 */
@Internal
public record ModelOptions(@Nullable String model, @Nullable Double temperature, @Nullable Double topP,
		@Nullable Integer topK, @Nullable Integer maxTokens, @Nullable Double frequencyPenalty,
		@Nullable Double presencePenalty, @Nullable List<String> stop) {

	private static final LogOnce logger = LogOnce.shared(ModelOptions.class);

	/**
	 * Reads the configuration of a prompt.
	 * @param prompt the prompt
	 * @return the options
	 */
	public static ModelOptions of(Prompt<?> prompt) {
		Reader reader = new Reader(prompt.config());
		ModelOptions options = new ModelOptions(reader.read("model", "model", Reader::text),
				reader.read("temperature", "temperature", Reader::number), reader.read("top_p", "topP", Reader::number),
				reader.read("top_k", "topK", Reader::integer), reader.read("max_tokens", "maxTokens", Reader::integer),
				reader.read("frequency_penalty", "frequencyPenalty", Reader::number),
				reader.read("presence_penalty", "presencePenalty", Reader::number),
				reader.read("stop", "stopSequences", Reader::texts));
		if (!reader.ignored.isEmpty()) {
			logger.debug(prompt.name(),
					() -> "The configuration of " + prompt + " contains options that are not common to all models: "
							+ Escape.line(String.join(", ", reader.ignored), 200));
		}
		return options;
	}

	private static final class Reader {

		private final JsonNode config;

		private final Set<String> ignored;

		Reader(JsonNode config) {
			this.config = config;
			this.ignored = new TreeSet<>(config.propertyNames());
		}

		<T> @Nullable T read(String name, String other, Function<JsonNode, @Nullable T> reader) {
			for (String key : List.of(name, other)) {
				T value = this.config.has(key) ? reader.apply(this.config.path(key)) : null;
				if (value != null) {
					this.ignored.remove(key);
					return value;
				}
			}
			return null;
		}

		static @Nullable String text(JsonNode value) {
			return value.isString() ? value.stringValue() : null;
		}

		static @Nullable Double number(JsonNode value) {
			return value.isNumber() ? value.asDouble() : null;
		}

		static @Nullable Integer integer(JsonNode value) {
			return value.canConvertToInt() ? value.asInt() : null;
		}

		static @Nullable List<String> texts(JsonNode value) {
			if (value.isString()) {
				return List.of(value.stringValue());
			}
			return value.isArray() ? value.valueStream().filter(JsonNode::isString).map(JsonNode::stringValue).toList()
					: null;
		}

	}

}
