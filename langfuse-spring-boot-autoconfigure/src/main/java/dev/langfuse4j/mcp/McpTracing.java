/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mcp;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.LangfuseTracer;

/**
 * The collaborators with which clients and servers of MCP are observed.
 *
 * @param tracer starts observations
 * @param settings the settings
 * @since 0.1.0
 */
@Internal
public record McpTracing(LangfuseTracer tracer, McpSettings settings) {

	boolean isActive() {
		return this.settings.enabled() && this.tracer.isActive();
	}

}
