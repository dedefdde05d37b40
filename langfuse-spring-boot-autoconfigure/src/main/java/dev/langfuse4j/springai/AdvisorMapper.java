/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.trace.ObservationMapper;
import dev.langfuse4j.trace.ObservationStart;

import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.observation.AdvisorObservationContext;
import org.springframework.ai.chat.model.ChatResponse;

/**
 * Advisors are hidden unless they are asked for: each call has three or more of them.
 *
 * @since 0.1.0
 */
@Internal
public final class AdvisorMapper implements ObservationMapper<AdvisorObservationContext> {

	private final SpringAiSettings settings;

	/**
	 * Creates the mapper.
	 * @param settings how calls are shown
	 */
	public AdvisorMapper(SpringAiSettings settings) {
		this.settings = settings;
	}

	@Override
	public Class<AdvisorObservationContext> contextType() {
		return AdvisorObservationContext.class;
	}

	@Override
	public ObservationStart start(AdvisorObservationContext context) {
		if (!this.settings.advisors() || StreamProbe.NAME.equals(context.getAdvisorName())) {
			return ObservationStart.hidden();
		}
		// The name that Spring AI makes of it breaks words apart
		return ObservationStart.of(ObservationType.SPAN).named(context.getAdvisorName());
	}

	@Override
	public void map(AdvisorObservationContext context, LangfuseObservation observation) {
		observation.input(ChatMessages.of(context.getChatClientRequest().prompt().getInstructions()));
		ChatClientResponse response = context.getChatClientResponse();
		ChatResponse answer = (response != null) ? response.chatResponse() : null;
		if (answer != null) {
			observation.output(ChatMessages.answer(answer));
		}
		observation.metadata("order", context.getOrder());
	}

}
