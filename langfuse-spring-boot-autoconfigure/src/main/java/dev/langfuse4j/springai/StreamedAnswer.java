package dev.langfuse4j.springai;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.util.StringUtils;

/**
 * What the chunks of one streamed answer say that Spring AI does not keep: when the first
 * came, the usage as the provider told it, and how far the answer got. Thread-safe.
 */
final class StreamedAnswer {

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	private final StringBuilder text = new StringBuilder();

	private final List<ToolCall> calls = new ArrayList<>();

	private @Nullable String reasoning;

	private @Nullable Instant firstToken;

	private @Nullable Usage usage;

	private @Nullable String model;

	synchronized void add(ChatResponse chunk) {
		for (Generation generation : chunk.getResults()) {
			add(generation.getOutput());
		}
		ChatResponseMetadata metadata = chunk.getMetadata();
		Usage told = metadata.getUsage();
		if (told != null && told.getTotalTokens() != null && told.getTotalTokens() > 0) {
			this.usage = told;
		}
		if (StringUtils.hasText(metadata.getModel())) {
			this.model = metadata.getModel();
		}
	}

	private void add(AssistantMessage message) {
		if (message.getText() != null) {
			this.text.append(message.getText());
		}
		this.calls.addAll(message.getToolCalls());
		this.reasoning = Reasoning.append(this.reasoning, message);
		if (this.firstToken == null && (!this.text.isEmpty() || !this.calls.isEmpty() || this.reasoning != null)) {
			this.firstToken = Instant.now();
		}
	}

	/**
	 * There is no more to come.
	 */
	void complete() {
		this.end.complete(null);
	}

	CompletionStage<?> end() {
		return this.end;
	}

	/**
	 * The answer as far as it got, or {@code null} if it did not begin.
	 */
	synchronized @Nullable Object message() {
		return (this.firstToken != null) ? ChatMessages.partial(this.text.toString(), this.reasoning, this.calls)
				: null;
	}

	synchronized @Nullable String text() {
		return this.text.isEmpty() ? null : this.text.toString();
	}

	synchronized @Nullable Instant firstToken() {
		return this.firstToken;
	}

	synchronized @Nullable Usage usage() {
		return this.usage;
	}

	synchronized @Nullable String model() {
		return this.model;
	}

}
