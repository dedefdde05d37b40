package dev.langfuse4j.langchain4j;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.message.VideoContent;
import dev.langfuse4j.capture.MessageParts;
import dev.langfuse4j.capture.ValueConverter;
import org.jspecify.annotations.Nullable;

/**
 * Shows messages as {@code {role, content, …}}, the shape that Langfuse renders as a
 * chat, and the metadata of documents as a map. Wiring.
 */
public final class LangChain4jMessageConverter implements ValueConverter {

	/**
	 * Creates the converter.
	 */
	public LangChain4jMessageConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return ChatMessage.class.isAssignableFrom(type) || Metadata.class.isAssignableFrom(type);
	}

	@Override
	public Object convert(Object value) {
		if (value instanceof Metadata metadata) {
			return metadata.toMap();
		}
		Map<String, Object> shown = new LinkedHashMap<>();
		if (value instanceof SystemMessage message) {
			put(shown, "system", message.text());
		}
		else if (value instanceof UserMessage message) {
			put(shown, "user", contents(message.contents()));
		}
		else if (value instanceof AiMessage message) {
			put(shown, "assistant", answer(message));
			if (message.thinking() != null) {
				shown.put("thinking", List.of(MessageParts.thinking(message.thinking())));
			}
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

	/**
	 * The text, and images that a model has drawn.
	 */
	private static Object answer(AiMessage message) {
		String text = (message.text() != null) ? message.text() : "";
		if (message.images().isEmpty()) {
			return text;
		}
		List<Object> parts = new ArrayList<>();
		if (!text.isEmpty()) {
			parts.add(MessageParts.text(text));
		}
		message.images().forEach((image) -> parts.add(image(image)));
		return parts;
	}

	private static Object part(Content content) {
		if (content instanceof TextContent text) {
			return MessageParts.text(text.text());
		}
		if (content instanceof ImageContent image) {
			return image(image.image());
		}
		if (content instanceof AudioContent audio) {
			return medium(audio.audio().mimeType(), "audio", audio.audio().url(), audio.audio().base64Data());
		}
		if (content instanceof VideoContent video) {
			return medium(video.video().mimeType(), "video", video.video().url(), video.video().base64Data());
		}
		if (content instanceof PdfFileContent pdf) {
			return medium(pdf.pdfFile().mimeType(), "application/pdf", pdf.pdfFile().url(), pdf.pdfFile().base64Data());
		}
		return MessageParts.medium(content.type().name().toLowerCase(Locale.ROOT));
	}

	private static Object image(Image image) {
		return medium(image.mimeType(), "image", image.url(), image.base64Data());
	}

	private static Object medium(@Nullable String type, String otherwise, @Nullable URI address,
			@Nullable String base64) {
		String shown = (type != null) ? type : otherwise;
		if (base64 != null) {
			return MessageParts.base64(shown, base64);
		}
		return (address != null) ? MessageParts.at(shown, address.toString()) : MessageParts.medium(shown);
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
