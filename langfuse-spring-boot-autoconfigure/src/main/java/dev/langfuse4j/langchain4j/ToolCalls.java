/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.ToolExecutionException;
import dev.langchain4j.observability.api.event.ToolExecutedEvent;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langfuse4j.capture.JsonText;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.ProviderValues;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The calls of tools.
 */
final class ToolCalls {

	private ToolCalls() {
	}

	static ObservedCall start(AiServiceCall service, ToolExecutionRequest request) {
		ObservedCall call = service.tracing().start("execute_tool " + request.name(), ObservationType.TOOL, service);
		recordRequest(call, request);
		return call;
	}

	static void recordRequest(ObservedCall call, ToolExecutionRequest request) {
		if (call.isRecording()) {
			Contained.run(() -> {
				LangfuseObservation observation = call.recorder();
				observation.input(JsonText.read(request.arguments()));
				Map<String, Object> metadata = new LinkedHashMap<>();
				metadata.put("tool", request.name());
				if (StringUtils.hasText(request.id())) {
					metadata.put("tool_call_id", request.id());
				}
				observation.metadata(metadata);
			});
		}
	}

	static void recordResult(ObservedCall call, @Nullable Object result) {
		if (!call.isRecording()) {
			return;
		}
		Contained.run(() -> {
			LangfuseObservation observation = call.recorder();
			if (result instanceof ToolExecutionResult whole) {
				Object output = output(whole.resultContents());
				observation.output(output);
				if (whole.isError()) {
					failed(observation, output);
				}
			}
			else {
				observation.output((result instanceof String text) ? JsonText.read(text) : result);
			}
		});
	}

	/**
	 * Records the failure of a tool, which LangChain4j may return to the model.
	 */
	static void recordError(AiServiceCall service, ObservedCall call, Throwable error) {
		Throwable cause = (error instanceof ToolExecutionException) ? error.getCause() : null;
		call.error((cause != null) ? cause : error);
		if (error instanceof Error) {
			// LangChain4j does not say so
			service.failed(error);
		}
	}

	/**
	 * Records a tool that was not observed while it was executed, if this one was not.
	 */
	static void afterwards(AiServiceCall service, ToolExecutedEvent event) {
		if (service.wasExecuted(event.request())) {
			return;
		}
		service.tracing().toolIsSeenAfterwards(event.request().name());
		ObservedCall call = start(service, event.request());
		if (call.isRecording()) {
			Contained.run(() -> recordAfterwards(call.recorder(), event));
		}
		call.stop();
	}

	private static void recordAfterwards(LangfuseObservation observation, ToolExecutedEvent event) {
		Object output = output(event.resultContents());
		observation.output(output).metadata("observed", "afterwards");
		// Told by newer versions
		if (Boolean.TRUE.equals(ProviderValues.first(event, "isError"))) {
			failed(observation, output);
		}
	}

	private static void failed(LangfuseObservation observation, @Nullable Object output) {
		observation.level(ObservationLevel.ERROR).statusMessage((output instanceof String text) ? text : null);
	}

	static @Nullable Object output(List<Content> contents) {
		return (contents.size() == 1 && contents.get(0) instanceof TextContent text) ? JsonText.read(text.text())
				: ChatMessages.contents(contents);
	}

}
