/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A proxy between us and a server.
 *
 * @param host the proxy's host
 * @param port the proxy's port
 * @param username who we are to the proxy, or {@code null} if it does not ask
 * @param password the password for it
 * @since 0.1.0
 */
@Internal
public record ProxyServer(String host, int port, @Nullable String username, @Nullable String password) {

	/**
	 * Shows where the proxy is and nothing else.
	 */
	@Override
	public String toString() {
		return this.host + ":" + this.port;
	}

}
