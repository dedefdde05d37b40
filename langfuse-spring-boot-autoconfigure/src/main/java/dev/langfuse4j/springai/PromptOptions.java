package dev.langfuse4j.springai;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.prompt.Prompt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.prompt.ChatOptions;

/**
 * The options of a call that the configuration of a prompt has.
 */
final class PromptOptions {

	private static final LogOnce logger = new LogOnce(PromptOptions.class);

	private final Prompt<?> prompt;

	private final JsonNode config;

	private final Set<String> ignored = new TreeSet<>();

	private PromptOptions(Prompt<?> prompt) {
		this.prompt = prompt;
		this.config = prompt.config();
		this.ignored.addAll(this.config.propertyNames());
	}

	/**
	 * Those that all models have; what is not there stays as it is for the model.
	 */
	static ChatOptions.Builder<?> of(Prompt<?> prompt) {
		return new PromptOptions(prompt).read();
	}

	private ChatOptions.Builder<?> read() {
		ChatOptions.Builder<?> options = ChatOptions.builder();
		set("model", "model", PromptOptions::text, options::model);
		set("temperature", "temperature", PromptOptions::number, options::temperature);
		set("top_p", "topP", PromptOptions::number, options::topP);
		set("top_k", "topK", PromptOptions::integer, options::topK);
		set("max_tokens", "maxTokens", PromptOptions::integer, options::maxTokens);
		set("frequency_penalty", "frequencyPenalty", PromptOptions::number, options::frequencyPenalty);
		set("presence_penalty", "presencePenalty", PromptOptions::number, options::presencePenalty);
		set("stop", "stopSequences", PromptOptions::texts, options::stopSequences);
		if (!this.ignored.isEmpty()) {
			logger.debug(this.prompt.name(), () -> "The configuration of " + this.prompt
					+ " has what is no option of all models: " + Escape.line(String.join(", ", this.ignored), 200));
		}
		return options;
	}

	private <T> void set(String name, String other, Function<JsonNode, @Nullable T> reader, Consumer<T> setter) {
		for (String key : List.of(name, other)) {
			T value = this.config.has(key) ? reader.apply(this.config.path(key)) : null;
			if (value != null) {
				this.ignored.remove(key);
				setter.accept(value);
				return;
			}
		}
	}

	private static @Nullable String text(JsonNode value) {
		return value.isString() ? value.stringValue() : null;
	}

	private static @Nullable Double number(JsonNode value) {
		return value.isNumber() ? value.asDouble() : null;
	}

	private static @Nullable Integer integer(JsonNode value) {
		return value.canConvertToInt() ? value.asInt() : null;
	}

	private static @Nullable List<String> texts(JsonNode value) {
		if (value.isString()) {
			return List.of(value.stringValue());
		}
		return value.isArray() ? value.valueStream().filter(JsonNode::isString).map(JsonNode::stringValue).toList()
				: null;
	}

}
