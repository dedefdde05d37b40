/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.UsageDetails;
import dev.langfuse4j.prompt.PromptLink;
import org.jspecify.annotations.Nullable;

/**
 * Values of the observation of a chat model call.
 *
 * @param request the request, with the parameters of the model
 * @param provider that of the model
 * @param streaming whether the answer is streamed
 * @param prompt the prompt that the call is made with, unless its messages say so
 */
record GenerationValues(ChatRequest request, @Nullable ModelProvider provider, boolean streaming,
		@Nullable PromptLink prompt) {

	/**
	 * Usage to send if none is known: the server would otherwise count the words of the
	 * prompt.
	 */
	static final UsageDetails NOTHING = UsageDetails.of(0, 0);

	GenerationValues {
		if (prompt == null) {
			prompt = PromptLinks.find(request.messages());
		}
	}

	void record(LangfuseObservation observation, @Nullable ChatResponse response, LangChain4jSettings settings) {
		observation.input(ChatMessages.of(this.request));
		String model = (response != null && response.modelName() != null) ? response.modelName()
				: this.request.modelName();
		observation.model(model);
		observation.modelParameters(ModelParameters.of(this.request.parameters()));
		observation.metadata(CallMetadata.of(this.request, response, this.provider, this.streaming));
		if (this.prompt != null) {
			this.prompt.record(observation);
		}
		if (response != null) {
			observation.output(ChatMessages.answer(response));
			TokenAmounts.record(observation, response.tokenUsage(), model, settings);
		}
	}

	/**
	 * The name of the observation.
	 */
	static String name(ChatRequest request) {
		String model = request.modelName();
		return (model != null) ? "chat " + model : "chat";
	}

}
