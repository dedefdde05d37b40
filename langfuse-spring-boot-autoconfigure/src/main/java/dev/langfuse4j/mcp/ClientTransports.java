/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mcp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.langfuse4j.lang.Internal;

import org.springframework.ai.mcp.client.common.autoconfigure.NamedClientMcpTransport;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Observes the transports that Spring AI makes its clients with: beans that are lists of
 * them.
 *
 * @since 0.1.0
 */
@Internal
public final class ClientTransports implements BeanPostProcessor {

	private final Supplier<McpTracing> tracing;

	/**
	 * Creates the post-processor.
	 * @param tracing asked for at each call
	 */
	public ClientTransports(Supplier<McpTracing> tracing) {
		this.tracing = tracing;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof List<?> list) || list.isEmpty() || !(list.get(0) instanceof NamedClientMcpTransport)) {
			return bean;
		}
		List<Object> traced = new ArrayList<>(list.size());
		for (Object each : list) {
			traced.add((each instanceof NamedClientMcpTransport named) ? traced(named) : each);
		}
		return traced;
	}

	private NamedClientMcpTransport traced(NamedClientMcpTransport named) {
		return new NamedClientMcpTransport(named.name(),
				TracedTransport.around(named.name(), named.transport(), this.tracing));
	}

}
