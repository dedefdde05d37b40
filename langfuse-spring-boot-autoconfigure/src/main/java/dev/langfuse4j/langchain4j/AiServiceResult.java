/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.List;
import java.util.Locale;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.service.Result;
import dev.langchain4j.service.tool.ToolExecution;
import dev.langfuse4j.observation.LangfuseObservation;
import org.jspecify.annotations.Nullable;

/**
 * The result of a call of an AI service. Its usage is left to the calls of models below
 * it, of which it is the sum.
 */
final class AiServiceResult {

	private AiServiceResult() {
	}

	static void record(LangfuseObservation observation, @Nullable Object result) {
		observation.output(output(result));
		FinishReason reason = (result instanceof Result<?> whole) ? whole.finishReason() : null;
		if (reason != null) {
			observation.metadata("finish_reason", reason.name().toLowerCase(Locale.ROOT));
		}
	}

	static @Nullable Object output(@Nullable Object result) {
		if (result instanceof ChatResponse response) {
			AiMessage message = response.aiMessage();
			boolean text = message.text() != null && !message.hasToolExecutionRequests() && message.images().isEmpty();
			return text ? message.text() : ChatMessages.answer(response);
		}
		if (result instanceof Result<?> whole) {
			return (whole.content() != null) ? whole.content() : results(whole.toolExecutions());
		}
		return result;
	}

	/**
	 * Returns the results of tools that are the answer.
	 */
	private static @Nullable Object results(@Nullable List<ToolExecution> executions) {
		if (executions == null || executions.isEmpty()) {
			return null;
		}
		List<?> results = executions.stream().map(ToolExecution::resultObject).toList();
		return (results.size() == 1) ? results.get(0) : results;
	}

}
