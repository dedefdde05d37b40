/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mcp;

import java.util.Set;

import dev.langfuse4j.lang.Internal;

/**
 * Settings of the observation of MCP. Immutable.
 *
 * @param enabled whether they are observed, and the trace is handed on
 * @param propagateTo the names of the connections whose servers get the trace
 * @param acceptRemoteContext whether a request continues the trace that it names
 * @since 0.1.0
 */
@Internal
public record McpSettings(boolean enabled, Set<String> propagateTo, boolean acceptRemoteContext) {

	/**
	 * Copies the names.
	 * @param enabled whether they are observed, and the trace is handed on
	 * @param propagateTo the names of the connections whose servers get the trace
	 * @param acceptRemoteContext whether a request continues the trace that it names
	 */
	public McpSettings {
		propagateTo = Set.copyOf(propagateTo);
	}

}
