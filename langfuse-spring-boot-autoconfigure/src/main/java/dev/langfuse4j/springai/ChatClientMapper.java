/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.Names;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.trace.ObservationMapper;
import dev.langfuse4j.trace.ObservationStart;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.client.observation.ChatClientObservationContext;
import org.springframework.ai.chat.client.observation.DefaultChatClientObservationConvention;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * A call of a chat client: what was asked before advisors added to it, what came back,
 * and the conversation, which becomes the session of everything below.
 *
 * @since 0.1.0
 */
@Internal
public final class ChatClientMapper implements ObservationMapper<ChatClientObservationContext> {

	private static final DefaultChatClientObservationConvention NAMES = new DefaultChatClientObservationConvention();

	private final LogOnce logger = new LogOnce(ChatClientMapper.class);

	private final SpringAiSettings settings;

	/**
	 * Creates the mapper.
	 * @param settings how calls are shown
	 */
	public ChatClientMapper(SpringAiSettings settings) {
		this.settings = settings;
	}

	@Override
	public Class<ChatClientObservationContext> contextType() {
		return ChatClientObservationContext.class;
	}

	@Override
	public ObservationStart start(ChatClientObservationContext context) {
		ObservationStart start = ObservationStart.of(this.settings.chatClientType())
			.withInitialName(NAMES.getContextualName(context));
		Object conversation = context.getRequest().context().get(ChatMemory.CONVERSATION_ID);
		String id = (conversation != null) ? conversation.toString() : "";
		return isSession(id) ? start.withAttributes(TraceAttributes.ofConversation(id)) : start;
	}

	/**
	 * An id that was cut could be that of another conversation.
	 */
	private boolean isSession(String id) {
		if (id.length() > Names.MAX_LENGTH) {
			this.logger.warn("conversation", () -> "Conversations with an ID of more than " + Names.MAX_LENGTH
					+ " characters are not recorded as sessions");
			return false;
		}
		return !id.isBlank();
	}

	@Override
	public void map(ChatClientObservationContext context, LangfuseObservation observation) {
		observation.input(ChatMessages.of(context.getRequest().prompt().getInstructions()));
		ChatClientResponse response = context.getResponse();
		observation.output(output(context, (response != null) ? output(response.chatResponse()) : null));
		Map<String, Object> metadata = new LinkedHashMap<>();
		if (context.isStream()) {
			metadata.put("stream", true);
		}
		metadata.put("advisors",
				context.getAdvisors().stream().filter((advisor) -> !isOurs(advisor)).map(Advisor::getName).toList());
		observation.metadata(metadata);
		if (context.isStream() && response == null && context.getError() == null) {
			observation.level(ObservationLevel.WARNING).statusMessage("The stream was cancelled");
		}
	}

	/**
	 * The text, unless there is more to an answer: what was asked of a client is mostly a
	 * text.
	 */
	private static @Nullable Object output(@Nullable ChatResponse response) {
		Generation result = (response != null) ? response.getResult() : null;
		if (response == null || result == null) {
			return null;
		}
		AssistantMessage message = result.getOutput();
		return (response.getResults().size() == 1 && !message.hasToolCalls()) ? ChatMessages.text(message)
				: ChatMessages.answer(response);
	}

	/**
	 * Spring AI keeps nothing of a refusal, or of a stream that is cancelled.
	 */
	private static @Nullable Object output(ChatClientObservationContext context, @Nullable Object kept) {
		StreamedAnswers answers = context.get(StreamedAnswers.class);
		StreamedAnswer answer = (answers != null) ? answers.current() : null;
		Object seen = (answer != null && (kept == null || kept.equals(""))) ? answer.text() : null;
		return (seen != null) ? seen : kept;
	}

	private static boolean isOurs(Advisor advisor) {
		return StreamProbe.NAME.equals(advisor.getName());
	}

}
