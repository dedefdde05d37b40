package dev.langfuse4j.springai;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.langfuse4j.capture.ValueConverter;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.MediaContent;
import org.springframework.util.CollectionUtils;

/**
 * Shows messages and prompts as {@code {role, content, …}}, the shape that Langfuse
 * renders as a chat. Wiring.
 */
public final class SpringAiMessageConverter implements ValueConverter {

	/**
	 * Creates the converter.
	 */
	public SpringAiMessageConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return Message.class.isAssignableFrom(type) || Prompt.class.isAssignableFrom(type);
	}

	@Override
	public Object convert(Object value) {
		if (value instanceof Prompt prompt) {
			return List.copyOf(prompt.getInstructions());
		}
		if (value instanceof ToolResponseMessage message) {
			List<Map<String, Object>> responses = message.getResponses()
				.stream()
				.map(SpringAiMessageConverter::response)
				.toList();
			return (responses.size() == 1) ? responses.get(0) : responses;
		}
		return message((Message) value);
	}

	private static Map<String, Object> message(Message message) {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("role", message.getMessageType().getValue().toLowerCase(Locale.ROOT));
		shown.put("content", (message.getText() != null) ? message.getText() : "");
		if (message instanceof MediaContent content && !CollectionUtils.isEmpty(content.getMedia())) {
			shown.put("media", content.getMedia().stream().map((media) -> "<" + media.getMimeType() + ">").toList());
		}
		if (message instanceof AssistantMessage assistant && assistant.hasToolCalls()) {
			List<Map<String, Object>> calls = new ArrayList<>();
			assistant.getToolCalls().forEach((call) -> calls.add(call(call)));
			shown.put("tool_calls", calls);
		}
		return shown;
	}

	private static Map<String, Object> call(ToolCall call) {
		Map<String, Object> function = new LinkedHashMap<>();
		function.put("name", call.name());
		function.put("arguments", call.arguments());
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("id", call.id());
		shown.put("type", call.type());
		shown.put("function", function);
		return shown;
	}

	private static Map<String, Object> response(ToolResponse response) {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("role", "tool");
		shown.put("tool_call_id", response.id());
		shown.put("name", response.name());
		shown.put("content", response.responseData());
		return shown;
	}

}
