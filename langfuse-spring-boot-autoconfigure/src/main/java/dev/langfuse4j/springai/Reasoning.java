package dev.langfuse4j.springai;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.util.StringUtils;

/**
 * The text that a model thinks before it answers, which each client of Spring AI keeps
 * elsewhere.
 */
final class Reasoning {

	/**
	 * What the aggregation of a stream leaves of an answer that came with thoughts.
	 */
	static final String OUTPUT_WITHOUT_THOUGHTS = "outputWithoutThoughts";

	private static final String OPENAI = "reasoningContent";

	private static final String AGGREGATED = "thoughts";

	private static final String OLLAMA = "thinking";

	/**
	 * Anthropic signs its thoughts, which come as a message of their own.
	 */
	private static final String ANTHROPIC = "signature";

	private Reasoning() {
	}

	/**
	 * Whether the message is nothing but reasoning.
	 */
	static boolean isWhole(AssistantMessage message) {
		return message.getMetadata().containsKey(ANTHROPIC) && !message.hasToolCalls();
	}

	static @Nullable String of(AssistantMessage message) {
		for (String key : new String[] { OPENAI, AGGREGATED, OLLAMA }) {
			if (message.getMetadata().get(key) instanceof String text && StringUtils.hasText(text)) {
				return text;
			}
		}
		return null;
	}

	/**
	 * Adds what a chunk of a stream says.
	 * @param known what is known so far
	 * @param chunk the message of the chunk
	 * @return what is known now
	 */
	static @Nullable String append(@Nullable String known, AssistantMessage chunk) {
		String text = of(chunk);
		if (text == null || known == null) {
			return (text != null) ? text : known;
		}
		// OpenAI's chunks repeat what came before, others do not
		return chunk.getMetadata().containsKey(OPENAI) ? text : known + text;
	}

}
