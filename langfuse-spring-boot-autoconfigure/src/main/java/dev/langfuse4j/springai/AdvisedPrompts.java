/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.Set;

import dev.langfuse4j.prompt.PromptLink;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.advisor.observation.AdvisorObservationContext;

/**
 * Prompts that were passed to a chat client, for the models that it calls.
 */
final class AdvisedPrompts {

	/**
	 * The key of a client's call, which advisors hand on.
	 */
	static final String KEY = "langfuse.prompt";

	/**
	 * Spring AI's own advisors, which call the model.
	 */
	private static final Set<String> CALLERS = Set.of("call", "stream");

	private AdvisedPrompts() {
	}

	/**
	 * The prompt of the advisor right above. A model that another advisor asks, such as
	 * for a better question, is not asked with it.
	 */
	static @Nullable PromptLink find(Observation.ContextView model) {
		for (ObservationView parent = model.getParentObservation(); parent != null; parent = parent.getContextView()
			.getParentObservation()) {
			Observation.ContextView view = parent.getContextView();
			if (view instanceof AdvisorObservationContext advisor) {
				boolean calls = CALLERS.contains(advisor.getAdvisorName());
				return (calls && advisor.getChatClientRequest().context().get(KEY) instanceof PromptLink link) ? link
						: null;
			}
			if (StreamedAnswers.isBorder(view)) {
				return null;
			}
		}
		return null;
	}

}
