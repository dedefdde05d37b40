/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.capture.JsonText;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.trace.ObservationMapper;
import dev.langfuse4j.trace.ObservationStart;

import org.springframework.ai.tool.execution.ToolExecutionException;
import org.springframework.ai.tool.observation.ToolCallingObservationContext;
import org.springframework.util.StringUtils;

/**
 * A call of a tool, also one of an MCP server.
 *
 * @since 0.1.0
 */
@Internal
public final class ToolCallMapper implements ObservationMapper<ToolCallingObservationContext> {

	@Override
	public Class<ToolCallingObservationContext> contextType() {
		return ToolCallingObservationContext.class;
	}

	@Override
	public ObservationStart start(ToolCallingObservationContext context) {
		return ObservationStart.of(ObservationType.TOOL);
	}

	@Override
	public void map(ToolCallingObservationContext context, LangfuseObservation observation) {
		observation.input(JsonText.read(context.getToolCallArguments()));
		observation.output(JsonText.read(context.getToolCallResult()));
		Map<String, Object> metadata = new LinkedHashMap<>();
		metadata.put("tool", context.getToolDefinition().name());
		if (StringUtils.hasText(context.getToolCallId())) {
			metadata.put("tool_call_id", context.getToolCallId());
		}
		observation.metadata(metadata);
		// Told to the model, so that Spring AI does not record it as an error
		ToolExecutionException failure = context.get(ToolExecutionException.class);
		if (failure != null && context.getError() == null) {
			observation.error((failure.getCause() != null) ? failure.getCause() : failure);
		}
	}

}
