package dev.langfuse4j.langchain4j;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.message.ChatMessage;
import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.lang.Internal;

/**
 * Shows messages as {@code {role, content, …}}, the shape that Langfuse renders as a
 * chat, and the metadata of documents as a map.
 */
@Internal
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
		return (value instanceof Metadata metadata) ? metadata.toMap() : ChatMessages.of((ChatMessage) value);
	}

}
