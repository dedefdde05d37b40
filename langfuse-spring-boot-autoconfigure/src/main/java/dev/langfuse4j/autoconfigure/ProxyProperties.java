/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on the way to the server.
 *
 * @since 0.1.0
 */
@Internal
public class ProxyProperties {

	/**
	 * Host of the proxy. The default is the proxy of the JDK's system properties, such as
	 * https.proxyHost.
	 */
	private @Nullable String host;

	/**
	 * Port of the proxy.
	 */
	private int port = 8080;

	/**
	 * User name for the proxy, if it requires one.
	 */
	private @Nullable String username;

	/**
	 * Password for the proxy, if it requires one.
	 */
	private @Nullable String password;

	public @Nullable String getHost() {
		return this.host;
	}

	public void setHost(@Nullable String host) {
		this.host = host;
	}

	public int getPort() {
		return this.port;
	}

	public void setPort(int port) {
		this.port = port;
	}

	public @Nullable String getUsername() {
		return this.username;
	}

	public void setUsername(@Nullable String username) {
		this.username = username;
	}

	public @Nullable String getPassword() {
		return this.password;
	}

	public void setPassword(@Nullable String password) {
		this.password = password;
	}

}
