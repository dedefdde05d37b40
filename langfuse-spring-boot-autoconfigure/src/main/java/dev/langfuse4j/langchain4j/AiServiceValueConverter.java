/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.langchain4j.service.Result;
import dev.langchain4j.service.tool.ToolExecution;
import dev.langfuse4j.capture.JsonText;
import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Converts the results of AI services to their content.
 *
 * @since 0.1.0
 */
@Internal
public final class AiServiceValueConverter implements ValueConverter {

	/**
	 * Creates the converter.
	 */
	public AiServiceValueConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return Result.class.isAssignableFrom(type) || ToolExecution.class.isAssignableFrom(type);
	}

	@Override
	public @Nullable Object convert(Object value) {
		if (value instanceof Result<?> result) {
			Object output = AiServiceResult.output(result);
			return (output != null && LangChain4jValues.isOne(output.getClass())) ? LangChain4jValues.shown(output)
					: output;
		}
		ToolExecution execution = (ToolExecution) value;
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("name", execution.request().name());
		shown.put("arguments", JsonText.read(execution.request().arguments()));
		shown.put("result", ToolCalls.output(execution.resultContents()));
		return shown;
	}

}
