/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;

import dev.langchain4j.agent.tool.CompensateFor;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.DefaultToolExecutor;
import dev.langchain4j.service.tool.ToolService;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The tools of beans that have a proxy, such as one that observes them: LangChain4j looks
 * for annotations on the methods of the proxy's class, where there are none.
 */
final class ProxiedTools {

	private ProxiedTools() {
	}

	/**
	 * Finds the tools of a bean and calls them through its proxy. A bean with
	 * compensations is left to LangChain4j, which would not find them otherwise.
	 * @param object the object that was passed to an AI service
	 * @return the tools, empty if LangChain4j is to look for them
	 */
	static List<AiServiceTool> find(@Nullable Object object) {
		if (object == null || !AopUtils.isCglibProxy(object)) {
			return List.of();
		}
		Object target = AopProxyUtils.getSingletonTarget(object);
		return (target != null && has(Tool.class, target) && !has(CompensateFor.class, target))
				? ToolService.findTools(target).stream().map((tool) -> proxied(tool, object)).toList() : List.of();
	}

	private static boolean has(Class<? extends Annotation> annotation, Object target) {
		return Arrays.stream(ReflectionUtils.getUniqueDeclaredMethods(target.getClass()))
			.anyMatch((method) -> method.isAnnotationPresent(annotation));
	}

	private static AiServiceTool proxied(AiServiceTool tool, Object proxy) {
		if (!(tool.toolExecutor() instanceof DefaultToolExecutor executor)) {
			return tool;
		}
		return AiServiceTool.builder()
			.toolSpecification(tool.toolSpecification())
			.toolExecutor(DefaultToolExecutor.builder()
				.object(proxy)
				.originalMethod(executor.originalMethod())
				.methodToInvoke(executor.originalMethod())
				.wrapToolArgumentsExceptions(true)
				.propagateToolExecutionExceptions(true)
				.build())
			.returnBehavior(tool.returnBehavior())
			.build();
	}

}
