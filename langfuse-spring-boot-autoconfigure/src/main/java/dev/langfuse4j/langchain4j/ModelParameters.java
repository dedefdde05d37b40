/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langfuse4j.logging.Fatal;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a call of a model that are set, by the names that providers give
 * them. Of a provider's own parameters, only numbers, switches and texts that are known
 * to be harmless are read.
 */
final class ModelParameters {

	private static final Set<String> TEXTS = Set.of("reasoningEffort", "verbosity", "serviceTier", "keepAlive",
			"thinkingType", "logitBias");

	private static final Set<String> OTHERS = Set.of("hashCode", "toolSpecifications");

	private ModelParameters() {
	}

	static Map<String, Object> of(@Nullable ChatRequestParameters parameters) {
		Map<String, Object> shown = new LinkedHashMap<>();
		if (parameters != null) {
			put(shown, "temperature", parameters.temperature());
			put(shown, "max_tokens", parameters.maxOutputTokens());
			put(shown, "top_p", parameters.topP());
			put(shown, "top_k", parameters.topK());
			put(shown, "frequency_penalty", parameters.frequencyPenalty());
			put(shown, "presence_penalty", parameters.presencePenalty());
			boolean stops = parameters.stopSequences() != null && !parameters.stopSequences().isEmpty();
			put(shown, "stop_sequences", stops ? parameters.stopSequences() : null);
			put(shown, "tool_choice",
					(parameters.toolChoice() != null) ? parameters.toolChoice().name().toLowerCase(Locale.ROOT) : null);
			put(shown, "response_format", format(parameters.responseFormat()));
			putOthers(shown, parameters);
		}
		return shown;
	}

	private static @Nullable String format(@Nullable ResponseFormat format) {
		if (format == null) {
			return null;
		}
		return (format.jsonSchema() != null) ? "json_schema" : format.type().name().toLowerCase(Locale.ROOT);
	}

	private static void putOthers(Map<String, Object> shown, ChatRequestParameters parameters) {
		try {
			// In an order that is not the virtual machine's choice
			Method[] methods = parameters.getClass().getMethods();
			Arrays.sort(methods, Comparator.comparing(Method::getName));
			for (Method method : methods) {
				if (isParameter(method)) {
					put(shown, snakeCase(method.getName()), method.invoke(parameters));
				}
			}
		}
		catch (Throwable ex) {
			// Of a provider whose types are not as open as those we know
			Fatal.rethrow(ex);
		}
	}

	private static boolean isParameter(Method method) {
		Class<?> type = method.getReturnType();
		return method.getParameterCount() == 0 && !isCommon(method) && !OTHERS.contains(method.getName())
				&& (TEXTS.contains(method.getName()) || Number.class.isAssignableFrom(type) || type == Boolean.class
						|| type.isEnum());
	}

	private static boolean isCommon(Method method) {
		try {
			ChatRequestParameters.class.getMethod(method.getName());
			return true;
		}
		catch (NoSuchMethodException ex) {
			return false;
		}
	}

	private static void put(Map<String, Object> shown, String name, @Nullable Object value) {
		if (value != null && !(value instanceof Map<?, ?> map && map.isEmpty())) {
			shown.putIfAbsent(name, value);
		}
	}

	private static String snakeCase(String name) {
		return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
	}

}
