package dev.langfuse4j.mcp;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.LangfuseTracer;

/**
 * The collaborators with which clients and servers of MCP are observed.
 *
 * @param tracer starts observations
 * @param settings the settings
 */
@Internal
public record McpTracing(LangfuseTracer tracer, McpSettings settings) {

	boolean isActive() {
		return this.settings.enabled() && this.tracer.isActive();
	}

}
