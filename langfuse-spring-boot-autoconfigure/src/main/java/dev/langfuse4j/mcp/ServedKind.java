/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mcp;

import dev.langfuse4j.observation.ObservationType;
import io.modelcontextprotocol.spec.McpSchema;

/**
 * The kinds of requests that a server answers with code of the application.
 */
enum ServedKind {

	TOOL(McpSchema.METHOD_TOOLS_CALL, ObservationType.TOOL),

	PROMPT(McpSchema.METHOD_PROMPT_GET, ObservationType.SPAN),

	RESOURCE(McpSchema.METHOD_RESOURCES_READ, ObservationType.SPAN);

	private final String method;

	private final ObservationType type;

	ServedKind(String method, ObservationType type) {
		this.method = method;
		this.type = type;
	}

	ObservationType type() {
		return this.type;
	}

	/**
	 * The name that OpenTelemetry's conventions give to the span of such a request.
	 */
	String nameOf(String target) {
		return this.method + " " + target;
	}

}
