/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.otel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.capture.JsonText;
import dev.langfuse4j.capture.MessageParts;
import dev.langfuse4j.capture.MessageShape;
import org.jspecify.annotations.Nullable;

/**
 * The content of a span, whatever convention it follows: messages as {@code {role,
 * content, …}}, the shape that Langfuse renders as a chat.
 */
final class SpanMessages {

	private static final String EVENT_PREFIX = "gen_ai.";

	private static final String EVENT_SUFFIX = ".message";

	private final SpanValues values;

	private final List<SpanEvent> events;

	SpanMessages(SpanValues values, List<SpanEvent> events) {
		this.values = values;
		this.events = events;
	}

	@Nullable Object input() {
		Object given = this.values.json("langfuse.observation.input");
		if (given != null) {
			return given;
		}
		List<Object> messages = new ArrayList<>();
		Object system = this.values.json("gen_ai.system_instructions");
		if (system != null) {
			messages.add(message(Map.of("role", "system", "parts",
					(system instanceof List<?>) ? system : List.of(Map.of("type", "text", "content", system)))));
		}
		messages.addAll(messages(this.values.json("gen_ai.input.messages")));
		if (messages.isEmpty()) {
			messages.addAll(ofEvents());
		}
		if (messages.isEmpty()) {
			messages.addAll(messages(this.values.structure("llm.input_messages.")));
		}
		if (messages.isEmpty()) {
			messages.addAll(messages(this.values.structure("gen_ai.prompt.")));
		}
		if (!messages.isEmpty()) {
			addTools(messages);
			return messages;
		}
		return this.values.json("gen_ai.tool.call.arguments", "gen_ai.prompt", "input.value", "traceloop.entity.input");
	}

	@Nullable Object output() {
		Object given = this.values.json("langfuse.observation.output");
		if (given != null) {
			return given;
		}
		List<Object> messages = messages(this.values.json("gen_ai.output.messages"));
		for (SpanEvent event : this.events) {
			if (event.name().equals("gen_ai.choice")) {
				messages.add(choice(event.values()));
			}
		}
		if (messages.isEmpty()) {
			messages = messages(this.values.structure("llm.output_messages."));
		}
		if (messages.isEmpty()) {
			messages = messages(this.values.structure("gen_ai.completion."));
		}
		if (!messages.isEmpty()) {
			return (messages.size() == 1) ? messages.get(0) : messages;
		}
		Object documents = this.values.structure("retrieval.documents.");
		return (documents != null) ? documents : this.values.json("gen_ai.tool.call.result", "gen_ai.completion",
				"output.value", "traceloop.entity.output");
	}

	/**
	 * The tools are with the first message: Langfuse shows those beside the messages
	 * twice.
	 */
	private void addTools(List<Object> messages) {
		if (this.values.json("gen_ai.tool.definitions") instanceof List<?> tools
				&& messages.get(0) instanceof Map<?, ?> first) {
			Map<Object, Object> withTools = new LinkedHashMap<>(first);
			withTools.put("tools", tools);
			messages.set(0, withTools);
		}
	}

	private List<Object> ofEvents() {
		List<Object> messages = new ArrayList<>();
		for (SpanEvent event : this.events) {
			String name = event.name();
			SpanValues said = event.values();
			if (name.startsWith(EVENT_PREFIX) && name.endsWith(EVENT_SUFFIX)
					&& name.length() > EVENT_PREFIX.length() + EVENT_SUFFIX.length()) {
				Map<String, Object> message = said.below("");
				message.putIfAbsent("role",
						name.substring(EVENT_PREFIX.length(), name.length() - EVENT_SUFFIX.length()));
				messages.add(message(message));
			}
			else if (name.equals("gen_ai.content.prompt")) {
				messages.addAll(messages(said.json("gen_ai.prompt")));
			}
		}
		return messages;
	}

	private static Object choice(SpanValues said) {
		Map<String, Object> message = new LinkedHashMap<>(said.below(""));
		if (said.json("message") instanceof Map<?, ?> whole) {
			whole.forEach((key, value) -> message.put(String.valueOf(key), value));
			message.remove("message");
		}
		message.putIfAbsent("role", "assistant");
		return message(message);
	}

	private static List<Object> messages(@Nullable Object given) {
		List<Object> messages = new ArrayList<>();
		if (given instanceof List<?> list) {
			list.forEach((message) -> messages.add(message(message)));
		}
		return messages;
	}

	private static Object message(Object given) {
		if (!(given instanceof Map<?, ?> outer)) {
			return given;
		}
		Map<?, ?> message = (outer.get("message") instanceof Map<?, ?> inner) ? inner : outer;
		Map<String, Object> shown = MessageShape.message(message.get("role"), "");
		List<Object> contents = new ArrayList<>();
		List<Object> calls = new ArrayList<>();
		List<Object> thoughts = new ArrayList<>();
		if (message.get("parts") instanceof List<?> parts) {
			parts.forEach((part) -> add(part, contents, calls, thoughts, shown));
		}
		else {
			addContent(message, contents);
			if (calls(message.get("tool_calls")) instanceof List<?> list) {
				list.forEach((call) -> calls.add(call(call)));
			}
		}
		if (!contents.isEmpty()) {
			shown.put("content", single(contents));
		}
		MessageShape.putThinking(shown, thoughts);
		MessageShape.putToolCalls(shown, calls);
		copy(message, shown, "tool_call_id", "name", "finish_reason");
		return shown;
	}

	private static void addContent(Map<?, ?> message, List<Object> contents) {
		Object content = message.get("content");
		if (content instanceof String text && message.get("role") != null && "tool".equals(message.get("role"))) {
			content = JsonText.read(text);
		}
		if (content != null) {
			contents.add(content);
		}
		else if (message.get("contents") instanceof List<?> parts) {
			for (Object part : parts) {
				Object whole = (part instanceof Map<?, ?> map && map.get("message_content") != null)
						? map.get("message_content") : part;
				contents.add((whole != null) ? whole : part);
			}
		}
	}

	private static Object single(List<Object> contents) {
		if (contents.size() > 1) {
			return contents;
		}
		return (contents.get(0) instanceof Map<?, ?> part && "text".equals(part.get("type"))
				&& part.get("text") instanceof String text) ? text : contents.get(0);
	}

	private static void add(@Nullable Object given, List<Object> contents, List<Object> calls, List<Object> thoughts,
			Map<String, Object> shown) {
		if (!(given instanceof Map<?, ?> part)) {
			return;
		}
		Object content = part.get("content");
		switch (String.valueOf(part.get("type"))) {
			case "text" -> contents.add(MessageParts.text(String.valueOf(content)));
			case "reasoning", "thinking" -> thoughts.add(MessageParts.thinking(String.valueOf(content)));
			case "tool_call" -> calls.add(call(part));
			case "tool_call_response" -> {
				Object result = (part.get("response") != null) ? part.get("response") : part.get("result");
				contents.add((result != null) ? result : "");
				copy(part, shown, "id");
				shown.put("tool_call_id", shown.remove("id"));
			}
			case "blob" -> contents.add(MessageParts.base64(mimeType(part), String.valueOf(content)));
			case "uri", "file" -> contents.add(MessageParts.at(mimeType(part), String.valueOf(part.get("uri"))));
			default -> contents.add(part);
		}
	}

	private static String mimeType(Map<?, ?> part) {
		Object type = (part.get("mime_type") != null) ? part.get("mime_type") : part.get("modality");
		return (type != null) ? type.toString() : "file";
	}

	private static @Nullable Object calls(@Nullable Object given) {
		return (given instanceof String text) ? JsonText.read(text) : given;
	}

	private static Object call(@Nullable Object given) {
		if (!(given instanceof Map<?, ?> outer)) {
			return String.valueOf(given);
		}
		Map<?, ?> call = (outer.get("tool_call") instanceof Map<?, ?> inner) ? inner : outer;
		Map<?, ?> said = (call.get("function") instanceof Map<?, ?> inner) ? inner : call;
		return MessageShape.toolCall(call.get("id"), said.get("name"), said.get("arguments"));
	}

	private static void copy(Map<?, ?> from, Map<String, Object> to, String... names) {
		for (String name : names) {
			if (from.get(name) != null) {
				to.putIfAbsent(name, from.get(name));
			}
		}
	}

}
