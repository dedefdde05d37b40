/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.TokenCounts;
import org.jspecify.annotations.Nullable;

/**
 * Format of the requests and responses of one operation of an API. Messages are written
 * as {@code {role, content, …}}, which Langfuse renders as a chat.
 */
interface ApiFormat {

	/**
	 * The first word of an observation's name.
	 */
	default String operation() {
		return "chat";
	}

	default ObservationType type() {
		return ObservationType.GENERATION;
	}

	@Nullable Object input(Json request);

	/**
	 * The parameters that tell a model how to answer.
	 */
	Map<String, Object> parameters(Json request);

	@Nullable Object output(Json response);

	@Nullable TokenCounts usage(Json response);

	/**
	 * Returns the relevant part of a response, if the whole would be too large.
	 * @param response the response as the client's type
	 * @return the value to read instead
	 */
	default Object shown(Object response) {
		return response;
	}

	/**
	 * Puts the parts of a stream together, {@code null} where nothing is known of them.
	 */
	default @Nullable StreamFormat stream(int maxLength) {
		return null;
	}

	/**
	 * A tool that a model may call.
	 */
	static Map<String, Object> tool(Json tool, @Nullable Object parameters) {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("name", tool.get("name"));
		shown.put("description", tool.get("description"));
		shown.put("parameters", parameters);
		return shown;
	}

	/**
	 * A call of a tool by a model.
	 */
	static Map<String, Object> call(@Nullable Object id, @Nullable Object name, @Nullable Object arguments) {
		Map<String, Object> function = new LinkedHashMap<>();
		function.put("name", name);
		function.put("arguments", arguments);
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("id", id);
		shown.put("type", "function");
		shown.put("function", function);
		return shown;
	}

	/**
	 * A message.
	 */
	static Map<String, Object> message(@Nullable Object role, @Nullable Object content) {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("role", role);
		shown.put("content", content);
		return shown;
	}

	/**
	 * Puts tools with the first message: Langfuse shows those beside the messages twice.
	 */
	static void addTools(List<Map<String, Object>> messages, List<Map<String, Object>> tools) {
		if (!tools.isEmpty() && !messages.isEmpty()) {
			messages.get(0).put("tools", tools);
		}
	}

}
