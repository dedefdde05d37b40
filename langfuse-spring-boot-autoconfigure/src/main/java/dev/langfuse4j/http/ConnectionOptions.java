/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Options of the connection to a server.
 *
 * @param connectTimeout the time that opening a connection may take
 * @param proxy the proxy, or {@code null} for that of the JDK's system properties
 * @param headers headers that each request carries
 * @param tls the trust and the certificate for TLS, asked for at each request: with
 * another context, new connections are opened; {@code null} for those of the JDK
 * @param slowCredentials whether to ask for credentials takes long enough to wait for
 * them elsewhere
 * @since 0.1.0
 */
@Internal
public record ConnectionOptions(Duration connectTimeout, @Nullable ProxyServer proxy, Map<String, String> headers,
		@Nullable Supplier<SSLContext> tls, boolean slowCredentials) {

	/**
	 * The options of an application that configures nothing.
	 * @return the defaults
	 */
	public static ConnectionOptions defaults() {
		return new ConnectionOptions(Duration.ofSeconds(5), null, Map.of(), null, false);
	}

	/**
	 * These options with other headers.
	 * @param headers headers that each request carries
	 * @return the options
	 */
	public ConnectionOptions withHeaders(Map<String, String> headers) {
		return new ConnectionOptions(this.connectTimeout, this.proxy, Map.copyOf(headers), this.tls,
				this.slowCredentials);
	}

	/**
	 * Shows no header, whose value may be a secret.
	 */
	@Override
	public String toString() {
		return "ConnectionOptions[connectTimeout=" + this.connectTimeout + ", proxy=" + this.proxy + "]";
	}

}
