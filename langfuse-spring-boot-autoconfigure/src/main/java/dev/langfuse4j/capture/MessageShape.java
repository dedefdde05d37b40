/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Messages of models and the calls of tools in them as {@code {role, content, tool_calls,
 * …}}, the shape that Langfuse renders as a chat. All maps can be changed and keep their
 * order. Contents that are more than a text consist of {@link MessageParts}.
 *
 * @since 0.1.0
 */
@Internal
public final class MessageShape {

	private MessageShape() {
	}

	/**
	 * Creates a message.
	 * @param role the role, such as {@code user}
	 * @param content a text, or parts
	 * @return the message
	 */
	public static Map<String, Object> message(@Nullable Object role, @Nullable Object content) {
		Map<String, Object> message = new LinkedHashMap<>();
		message.put("role", role);
		message.put("content", content);
		return message;
	}

	/**
	 * Creates the message with the result of a tool.
	 * @param id the id of the call
	 * @param content the result
	 * @return the message
	 */
	public static Map<String, Object> toolResult(@Nullable Object id, @Nullable Object content) {
		Map<String, Object> message = message("tool", content);
		message.put("tool_call_id", id);
		return message;
	}

	/**
	 * Creates a call of a tool by a model.
	 * @param id the id of the call
	 * @param name the name of the tool
	 * @param arguments the arguments, a JSON text or a value
	 * @return the call
	 */
	public static Map<String, Object> toolCall(@Nullable Object id, @Nullable Object name, @Nullable Object arguments) {
		Map<String, Object> function = new LinkedHashMap<>();
		function.put("name", name);
		function.put("arguments", arguments);
		Map<String, Object> call = new LinkedHashMap<>();
		call.put("id", id);
		call.put("type", "function");
		call.put("function", function);
		return call;
	}

	/**
	 * Adds calls of tools to a message, if there are any.
	 * @param message the message
	 * @param calls the calls
	 */
	public static void putToolCalls(Map<String, Object> message, List<?> calls) {
		if (!calls.isEmpty()) {
			message.put("tool_calls", calls);
		}
	}

	/**
	 * Adds the thoughts of the model to a message, if there are any.
	 * @param message the message
	 * @param thoughts the thoughts, as {@link MessageParts#thinking} creates them
	 */
	public static void putThinking(Map<String, Object> message, List<?> thoughts) {
		if (!thoughts.isEmpty()) {
			message.put("thinking", thoughts);
		}
	}

	/**
	 * Creates the description of a tool that a model may call.
	 * @param name the name
	 * @param description what it is for
	 * @param parameters the schema of its arguments
	 * @return the description
	 */
	public static Map<String, Object> tool(@Nullable Object name, @Nullable Object description,
			@Nullable Object parameters) {
		Map<String, Object> tool = new LinkedHashMap<>();
		tool.put("name", name);
		tool.put("description", description);
		tool.put("parameters", parameters);
		return tool;
	}

	/**
	 * Adds the tools that a model may call to the first message: Langfuse shows tools
	 * beside the messages twice.
	 * @param messages the messages
	 * @param tools the tools
	 */
	public static void putTools(List<Map<String, Object>> messages, List<Map<String, Object>> tools) {
		if (!tools.isEmpty() && !messages.isEmpty()) {
			messages.get(0).put("tools", tools);
		}
	}

}
