package dev.langfuse4j.langchain4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langfuse4j.capture.ValueConverter;
import org.jspecify.annotations.Nullable;

/**
 * Shows messages as {@code {role, content, …}}, the shape that Langfuse renders as a
 * chat. Wiring.
 */
public final class LangChain4jMessageConverter implements ValueConverter {

	/**
	 * Creates the converter.
	 */
	public LangChain4jMessageConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return ChatMessage.class.isAssignableFrom(type);
	}

	@Override
	public Object convert(Object value) {
		Map<String, Object> shown = new LinkedHashMap<>();
		if (value instanceof SystemMessage message) {
			put(shown, "system", message.text());
		}
		else if (value instanceof UserMessage message) {
			put(shown, "user", contents(message.contents()));
		}
		else if (value instanceof AiMessage message) {
			put(shown, "assistant", (message.text() != null) ? message.text() : "");
			if (message.hasToolExecutionRequests()) {
				shown.put("tool_calls",
						message.toolExecutionRequests().stream().map(LangChain4jMessageConverter::call).toList());
			}
		}
		else if (value instanceof ToolExecutionResultMessage message) {
			put(shown, "tool", contents(message.contents()));
			shown.put("tool_call_id", message.id());
			shown.put("name", message.toolName());
		}
		else {
			put(shown, ((ChatMessage) value).type().name().toLowerCase(Locale.ROOT), value.toString());
		}
		return shown;
	}

	private static void put(Map<String, Object> shown, String role, @Nullable Object content) {
		shown.put("role", role);
		shown.put("content", content);
	}

	private static Object contents(List<Content> contents) {
		List<Object> parts = contents.stream().map(LangChain4jMessageConverter::part).toList();
		return (parts.size() == 1 && contents.get(0) instanceof TextContent text) ? text.text() : parts;
	}

	private static Object part(Content content) {
		Map<String, Object> part = new LinkedHashMap<>();
		if (content instanceof TextContent text) {
			part.put("type", "text");
			part.put("text", text.text());
		}
		else {
			part.put("type", content.type().name().toLowerCase(Locale.ROOT));
		}
		return part;
	}

	private static Map<String, Object> call(ToolExecutionRequest request) {
		Map<String, Object> function = new LinkedHashMap<>();
		function.put("name", request.name());
		function.put("arguments", request.arguments());
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("id", request.id());
		shown.put("type", "function");
		shown.put("function", function);
		return shown;
	}

}
