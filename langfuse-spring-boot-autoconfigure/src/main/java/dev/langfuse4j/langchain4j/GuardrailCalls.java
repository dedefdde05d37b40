/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.time.Instant;
import java.util.Locale;

import dev.langchain4j.guardrail.GuardrailRequest;
import dev.langchain4j.guardrail.GuardrailResult;
import dev.langchain4j.guardrail.InputGuardrailRequest;
import dev.langchain4j.guardrail.OutputGuardrailRequest;
import dev.langchain4j.observability.api.event.GuardrailExecutedEvent;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * The guardrails of an AI service, of which LangChain4j tells when they are over.
 */
final class GuardrailCalls {

	private GuardrailCalls() {
	}

	static void record(AiServiceCall service, GuardrailExecutedEvent<?, ?, ?> event) {
		Instant end = Instant.now();
		ObservedCall call = service.tracing().start(event.guardrailName(), ObservationType.GUARDRAIL, service);
		if (call.isRecording()) {
			Contained.run(() -> record(call.recorder().startTime(end.minus(event.duration())).endTime(end), event));
		}
		call.stop();
	}

	private static void record(LangfuseObservation observation, GuardrailExecutedEvent<?, ?, ?> event) {
		GuardrailResult<?> result = event.result();
		observation.input(input(event.request()));
		observation.metadata("result", result.result().name().toLowerCase(Locale.ROOT));
		if (result.isSuccess()) {
			observation.output(result.successfulText());
		}
		else {
			observation.level(ObservationLevel.WARNING)
				.statusMessage(result.failures().isEmpty() ? null : result.failures().get(0).message());
		}
	}

	private static @Nullable Object input(GuardrailRequest<?> request) {
		if (request instanceof InputGuardrailRequest input) {
			return ChatMessages.contents(input.userMessage().contents());
		}
		return (request instanceof OutputGuardrailRequest output) ? AiServiceResult.output(output.responseFromLLM())
				: null;
	}

}
