/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.beans.PropertyDescriptor;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.langfuse4j.logging.Fatal;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.model.ModelOptions;
import org.springframework.beans.BeanUtils;

/**
 * The parameters of a model call that are set, by the names that providers give them
 * ({@code max_tokens}). Of a provider's own options, which contain keys and headers too,
 * only numbers, switches and texts that are known to be harmless are read.
 */
final class ModelParameters {

	private static final Set<String> TEXTS = Set.of("reasoningEffort", "verbosity", "serviceTier", "keepAlive", "style",
			"quality", "size", "responseFormat", "toolChoice", "outputModalities", "logitBias", "thinkOption",
			"thinking", "inputType", "taskType");

	/**
	 * Options of the client, not of the model.
	 */
	private static final Set<String> OTHERS = Set.of("maxRetries", "microsoftFoundry", "gitHubModels", "stop");

	private ModelParameters() {
	}

	static Map<String, Object> of(@Nullable ModelOptions options) {
		Map<String, Object> parameters = new LinkedHashMap<>();
		if (options instanceof ChatOptions chat) {
			put(parameters, "temperature", chat.getTemperature());
			put(parameters, "max_tokens", chat.getMaxTokens());
			put(parameters, "top_p", chat.getTopP());
			put(parameters, "top_k", chat.getTopK());
			put(parameters, "frequency_penalty", chat.getFrequencyPenalty());
			put(parameters, "presence_penalty", chat.getPresencePenalty());
			put(parameters, "stop_sequences", chat.getStopSequences());
		}
		if (options != null) {
			putOthers(parameters, options);
		}
		return parameters;
	}

	private static void putOthers(Map<String, Object> parameters, ModelOptions options) {
		try {
			for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(options.getClass())) {
				if (isParameter(property)) {
					put(parameters, snakeCase(property.getName()), shown(property.getReadMethod().invoke(options)));
				}
			}
		}
		catch (Throwable ex) {
			// Of options that are not as open as those we know
			Fatal.rethrow(ex);
		}
	}

	private static boolean isParameter(PropertyDescriptor property) {
		Class<?> type = property.getPropertyType();
		return property.getReadMethod() != null && type != null && !OTHERS.contains(property.getName())
				&& (TEXTS.contains(property.getName()) || Number.class.isAssignableFrom(type) || type == Boolean.class
						|| type.isPrimitive() || type.isEnum());
	}

	private static @Nullable Object shown(@Nullable Object value) {
		return (value != null && value.getClass().getName().startsWith("com.")) ? value.toString() : value;
	}

	private static void put(Map<String, Object> parameters, String name, @Nullable Object value) {
		if (value != null) {
			parameters.putIfAbsent(name, value);
		}
	}

	private static String snakeCase(String name) {
		return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
	}

}
