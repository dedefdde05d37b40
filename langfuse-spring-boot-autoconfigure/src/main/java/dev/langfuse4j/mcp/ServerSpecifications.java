/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mcp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.langfuse4j.lang.Internal;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Observes the tools, prompts and resources that Spring AI makes a server with: beans
 * that are specifications, or lists of them, which have the functions that answer
 * requests. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ServerSpecifications implements BeanPostProcessor {

	private final Map<Class<?>, Function<Object, Object>> observers = new HashMap<>();

	/**
	 * Creates the post-processor.
	 * @param tracing asked for at each request
	 */
	public ServerSpecifications(Supplier<McpTracing> tracing) {
		ObservedHandlers handlers = new ObservedHandlers(tracing);
		blocking(handlers);
		reactive(handlers);
		statelessBlocking(handlers);
		statelessReactive(handlers);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof List<?> list)) {
			return observed(bean);
		}
		if (list.isEmpty() || !this.observers.containsKey(classOf(list.get(0)))) {
			return bean;
		}
		List<Object> observed = new ArrayList<>(list.size());
		list.forEach((each) -> observed.add(observed(each)));
		return observed;
	}

	private Object observed(Object specification) {
		Function<Object, Object> observer = this.observers.get(classOf(specification));
		return (observer != null) ? observer.apply(specification) : specification;
	}

	private void blocking(ObservedHandlers handlers) {
		put(McpServerFeatures.SyncToolSpecification.class,
				(tool) -> new McpServerFeatures.SyncToolSpecification(tool.tool(),
						handlers.blocking(ServedKind.TOOL, tool.tool().name(), tool.callHandler())));
		put(McpServerFeatures.SyncPromptSpecification.class,
				(prompt) -> new McpServerFeatures.SyncPromptSpecification(prompt.prompt(),
						handlers.blocking(ServedKind.PROMPT, prompt.prompt().name(), prompt.promptHandler())));
		put(McpServerFeatures.SyncResourceSpecification.class,
				(resource) -> new McpServerFeatures.SyncResourceSpecification(resource.resource(),
						handlers.blocking(ServedKind.RESOURCE, resource.resource().name(), resource.readHandler())));
		put(McpServerFeatures.SyncResourceTemplateSpecification.class,
				(template) -> new McpServerFeatures.SyncResourceTemplateSpecification(template.resourceTemplate(),
						handlers.blocking(ServedKind.RESOURCE, template.resourceTemplate().name(),
								template.readHandler())));
	}

	private void reactive(ObservedHandlers handlers) {
		put(McpServerFeatures.AsyncToolSpecification.class,
				(tool) -> new McpServerFeatures.AsyncToolSpecification(tool.tool(),
						handlers.reactive(ServedKind.TOOL, tool.tool().name(), tool.callHandler())));
		put(McpServerFeatures.AsyncPromptSpecification.class,
				(prompt) -> new McpServerFeatures.AsyncPromptSpecification(prompt.prompt(),
						handlers.reactive(ServedKind.PROMPT, prompt.prompt().name(), prompt.promptHandler())));
		put(McpServerFeatures.AsyncResourceSpecification.class,
				(resource) -> new McpServerFeatures.AsyncResourceSpecification(resource.resource(),
						handlers.reactive(ServedKind.RESOURCE, resource.resource().name(), resource.readHandler())));
		put(McpServerFeatures.AsyncResourceTemplateSpecification.class,
				(template) -> new McpServerFeatures.AsyncResourceTemplateSpecification(template.resourceTemplate(),
						handlers.reactive(ServedKind.RESOURCE, template.resourceTemplate().name(),
								template.readHandler())));
	}

	private void statelessBlocking(ObservedHandlers handlers) {
		put(McpStatelessServerFeatures.SyncToolSpecification.class,
				(tool) -> new McpStatelessServerFeatures.SyncToolSpecification(tool.tool(),
						handlers.blocking(ServedKind.TOOL, tool.tool().name(), tool.callHandler())));
		put(McpStatelessServerFeatures.SyncPromptSpecification.class,
				(prompt) -> new McpStatelessServerFeatures.SyncPromptSpecification(prompt.prompt(),
						handlers.blocking(ServedKind.PROMPT, prompt.prompt().name(), prompt.promptHandler())));
		put(McpStatelessServerFeatures.SyncResourceSpecification.class,
				(resource) -> new McpStatelessServerFeatures.SyncResourceSpecification(resource.resource(),
						handlers.blocking(ServedKind.RESOURCE, resource.resource().name(), resource.readHandler())));
		put(McpStatelessServerFeatures.SyncResourceTemplateSpecification.class,
				(template) -> new McpStatelessServerFeatures.SyncResourceTemplateSpecification(
						template.resourceTemplate(), handlers.blocking(ServedKind.RESOURCE,
								template.resourceTemplate().name(), template.readHandler())));
	}

	private void statelessReactive(ObservedHandlers handlers) {
		put(McpStatelessServerFeatures.AsyncToolSpecification.class,
				(tool) -> new McpStatelessServerFeatures.AsyncToolSpecification(tool.tool(),
						handlers.reactive(ServedKind.TOOL, tool.tool().name(), tool.callHandler())));
		put(McpStatelessServerFeatures.AsyncPromptSpecification.class,
				(prompt) -> new McpStatelessServerFeatures.AsyncPromptSpecification(prompt.prompt(),
						handlers.reactive(ServedKind.PROMPT, prompt.prompt().name(), prompt.promptHandler())));
		put(McpStatelessServerFeatures.AsyncResourceSpecification.class,
				(resource) -> new McpStatelessServerFeatures.AsyncResourceSpecification(resource.resource(),
						handlers.reactive(ServedKind.RESOURCE, resource.resource().name(), resource.readHandler())));
		put(McpStatelessServerFeatures.AsyncResourceTemplateSpecification.class,
				(template) -> new McpStatelessServerFeatures.AsyncResourceTemplateSpecification(
						template.resourceTemplate(), handlers.reactive(ServedKind.RESOURCE,
								template.resourceTemplate().name(), template.readHandler())));
	}

	private <S> void put(Class<S> type, Function<S, S> observer) {
		this.observers.put(type, (specification) -> observer.apply(type.cast(specification)));
	}

	private static Class<?> classOf(Object value) {
		return (value != null) ? value.getClass() : Void.class;
	}

}
