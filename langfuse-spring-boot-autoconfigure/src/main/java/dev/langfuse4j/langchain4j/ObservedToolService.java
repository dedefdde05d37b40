/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolService;
import dev.langchain4j.service.tool.ToolServiceContext;

/**
 * Observes the tools of an AI service while they are executed, also those that a dynamic
 * provider adds later. It finds the tools of proxies, too.
 */
final class ObservedToolService extends ToolService {

	@Override
	public void tools(Collection<Object> objectsWithTools) {
		for (Object object : objectsWithTools) {
			List<AiServiceTool> proxied = ProxiedTools.find(object);
			if (proxied.isEmpty()) {
				super.tools(Collections.singleton(object));
			}
			else {
				super.tools(proxied);
			}
		}
	}

	@Override
	public ToolServiceContext createContext(InvocationContext invocationContext, UserMessage userMessage,
			List<ChatMessage> messages) {
		ToolServiceContext context = super.createContext(invocationContext, userMessage, messages);
		AiServiceCall call = LangChain4jTracing.call(invocationContext.invocationId());
		if (call == null) {
			return context;
		}
		call.leaveReserved();
		return (context.toolExecutors().isEmpty() && context.dynamicToolProviders().isEmpty()) ? context
				: observed(context, call);
	}

	private static ToolServiceContext observed(ToolServiceContext context, AiServiceCall call) {
		Map<String, ToolExecutor> executors = new LinkedHashMap<>();
		context.toolExecutors().forEach((name, executor) -> executors.put(name, observed(executor, call)));
		return context.toBuilder()
			.toolExecutors(executors)
			.dynamicToolProviders(context.dynamicToolProviders()
				.stream()
				.map((provider) -> ObservedParts.proxy(ToolProvider.class, new ToolProviderHandler(provider, call)))
				.toList())
			.build();
	}

	static ToolExecutor observed(ToolExecutor executor, AiServiceCall call) {
		return ObservedParts.proxy(ToolExecutor.class, new ToolExecutorHandler(executor, call));
	}

}
