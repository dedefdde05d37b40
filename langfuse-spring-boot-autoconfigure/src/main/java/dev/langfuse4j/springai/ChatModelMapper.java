/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.capture.JsonText;
import dev.langfuse4j.capture.MessageShape;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.prompt.PromptLink;
import dev.langfuse4j.trace.ObservationMapper;
import dev.langfuse4j.trace.ObservationStart;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.util.StringUtils;

/**
 * A call of a chat model is a generation: the only observation with usage, as the clients
 * and advisors above it only add up what their model calls used.
 *
 * @since 0.1.0
 */
@Internal
public final class ChatModelMapper implements ObservationMapper<ChatModelObservationContext> {

	private static final dev.langfuse4j.observation.UsageDetails NOTHING = dev.langfuse4j.observation.UsageDetails.of(0,
			0);

	private final SpringAiSettings settings;

	/**
	 * Creates the mapper.
	 * @param settings how calls are shown
	 */
	public ChatModelMapper(SpringAiSettings settings) {
		this.settings = settings;
	}

	@Override
	public Class<ChatModelObservationContext> contextType() {
		return ChatModelObservationContext.class;
	}

	@Override
	public ObservationStart start(ChatModelObservationContext context) {
		ObservationStart start = ObservationStart.of(ObservationType.GENERATION);
		StreamedAnswers answers = context.isStreaming() ? StreamedAnswers.above(context) : null;
		if (answers == null) {
			return start;
		}
		StreamedAnswer answer = answers.begin();
		context.put(StreamedAnswer.class, answer);
		return start.completedBy(answer.end());
	}

	@Override
	public void map(ChatModelObservationContext context, LangfuseObservation observation) {
		Prompt prompt = context.getRequest();
		ChatOptions options = prompt.getOptions();
		ChatResponse response = context.getResponse();
		StreamedAnswer streamed = context.get(StreamedAnswer.class);
		observation.input(input(prompt));
		observation.output(output(response, streamed));
		String model = model(options, response, streamed);
		observation.model(model);
		observation.modelParameters(ModelParameters.of(options));
		observation.metadata(metadata(context, options, response));
		PromptLink link = PromptLinks.find(context);
		if (link != null) {
			link.record(observation);
		}
		boolean cancelled = context.isStreaming() && response == null && context.getError() == null;
		if (cancelled && streamed != null && streamed.firstToken() == null) {
			// Or the server would count the words of the prompt
			observation.usage(NOTHING);
		}
		TokenUsage.record(observation, usage(response, streamed), context.getOperationMetadata().provider(), model,
				this.settings);
		if (streamed != null) {
			observation.completionStartTime(streamed.firstToken());
		}
		if (cancelled) {
			observation.level(ObservationLevel.WARNING).statusMessage("The stream was cancelled");
		}
	}

	/**
	 * The tools are with the first message: Langfuse shows those beside the messages
	 * twice.
	 */
	private static Object input(Prompt prompt) {
		List<Map<String, Object>> messages = ChatMessages.of(prompt.getInstructions());
		if (prompt.getOptions() instanceof ToolCallingChatOptions options && options.getToolCallbacks() != null) {
			MessageShape.putTools(messages,
					options.getToolCallbacks()
						.stream()
						.map(ToolCallback::getToolDefinition)
						.map(ChatModelMapper::tool)
						.toList());
		}
		return messages;
	}

	private static Map<String, Object> tool(ToolDefinition definition) {
		return MessageShape.tool(definition.name(), definition.description(), JsonText.read(definition.inputSchema()));
	}

	/**
	 * Returns the answer. Spring AI loses a refusal when it puts a stream together.
	 */
	private static @Nullable Object output(@Nullable ChatResponse response, @Nullable StreamedAnswer streamed) {
		return (streamed != null && (response == null || streamed.isRefused())) ? streamed.message()
				: (response != null) ? ChatMessages.answer(response) : null;
	}

	private static @Nullable String model(@Nullable ChatOptions options, @Nullable ChatResponse response,
			@Nullable StreamedAnswer streamed) {
		String model = (response != null) ? response.getMetadata().getModel() : null;
		if (!StringUtils.hasText(model) && streamed != null) {
			model = streamed.model();
		}
		return (StringUtils.hasText(model) || options == null) ? model : options.getModel();
	}

	/**
	 * Prefers the usage of the stream itself: the aggregated response keeps only three
	 * totals.
	 */
	private static @Nullable Usage usage(@Nullable ChatResponse response, @Nullable StreamedAnswer streamed) {
		Usage usage = (streamed != null) ? streamed.usage() : null;
		return (usage != null || response == null) ? usage : response.getMetadata().getUsage();
	}

	private static Map<String, Object> metadata(ChatModelObservationContext context, @Nullable ChatOptions options,
			@Nullable ChatResponse response) {
		Map<String, Object> metadata = new LinkedHashMap<>();
		metadata.put("provider", context.getOperationMetadata().provider());
		if (options != null && StringUtils.hasText(options.getModel())) {
			metadata.put("request_model", options.getModel());
		}
		if (response != null && StringUtils.hasText(response.getMetadata().getId())) {
			metadata.put("response_id", response.getMetadata().getId());
		}
		if (context.isStreaming()) {
			metadata.put("stream", true);
		}
		return metadata;
	}

}
