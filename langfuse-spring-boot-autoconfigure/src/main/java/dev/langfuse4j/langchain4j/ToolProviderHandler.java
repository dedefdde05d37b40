/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.lang.reflect.Method;

import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolProviderResult;
import org.jspecify.annotations.Nullable;

/**
 * Observes the tools that a provider adds during a call of an AI service.
 */
final class ToolProviderHandler extends ObservedParts.Handler {

	private final AiServiceCall service;

	ToolProviderHandler(ToolProvider provider, AiServiceCall service) {
		super(provider);
		this.service = service;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		Object result = proceed(method, arguments);
		return (result instanceof ToolProviderResult provided) ? observed(provided) : result;
	}

	private ToolProviderResult observed(ToolProviderResult provided) {
		ToolProviderResult.Builder observed = ToolProviderResult.builder();
		for (AiServiceTool tool : provided.aiServiceTools()) {
			observed.add(tool.toolSpecification(), ObservedToolService.observed(tool.toolExecutor(), this.service),
					tool.returnBehavior());
		}
		return observed.build();
	}

}
