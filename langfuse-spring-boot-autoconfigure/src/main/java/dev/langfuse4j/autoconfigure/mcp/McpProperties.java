/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.mcp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.mcp.McpSettings;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties for calls over the Model Context Protocol.
 *
 * @since 0.1.0
 */
@Internal
@ConfigurationProperties("langfuse.mcp")
public class McpProperties {

	/**
	 * Whether to observe requests to an MCP server of the application, to name the server
	 * of tool calls, and to send the trace to MCP servers.
	 */
	private boolean enabled = true;

	private final Client client = new Client();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public Client getClient() {
		return this.client;
	}

	McpSettings toSettings(boolean acceptRemoteContext) {
		return new McpSettings(this.enabled, new LinkedHashSet<>(this.client.propagateTo), acceptRemoteContext);
	}

	/**
	 * Properties for clients.
	 */
	public static class Client {

		/**
		 * Names of the MCP connections to send the trace to, such as 'search' for
		 * 'spring.ai.mcp.client.streamable-http.connections.search'.
		 */
		private List<String> propagateTo = new ArrayList<>();

		public List<String> getPropagateTo() {
			return this.propagateTo;
		}

		public void setPropagateTo(List<String> propagateTo) {
			this.propagateTo = propagateTo;
		}

	}

}
