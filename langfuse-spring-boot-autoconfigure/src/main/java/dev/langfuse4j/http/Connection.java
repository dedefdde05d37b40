/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The URL and the keys of a Langfuse project, or the URL of an OpenTelemetry Collector,
 * to which the keys are never sent.
 *
 * @param baseUrl the server's address, without a trailing slash; of a Collector, where it
 * takes traces
 * @param credentials the key pair, asked for at each request so that a corrected one is
 * used without a restart: it may find none, then nothing is sent. {@code null} for a
 * Collector
 * @param timeout the time a request may take as a whole
 * @param options how to get there
 * @since 0.1.0
 */
@Internal
public record Connection(URI baseUrl, @Nullable Supplier<@Nullable Credentials> credentials, Duration timeout,
		ConnectionOptions options) {

	private static final String NONE = "none";

	/**
	 * A connection with the options of an application that configures nothing.
	 * @param baseUrl the server's address
	 * @param credentials the key pair
	 * @param timeout the time a request may take as a whole
	 */
	public Connection(URI baseUrl, Supplier<@Nullable Credentials> credentials, Duration timeout) {
		this(baseUrl, credentials, timeout, ConnectionOptions.defaults());
	}

	/**
	 * The beginning of the public key, by which its owner recognizes it.
	 * @return the beginning, {@code none} without keys; they are not asked for where that
	 * takes long
	 */
	public String keyPrefix() {
		if (this.options.slowCredentials()) {
			return "from a provider";
		}
		Credentials found = (this.credentials != null) ? this.credentials.get() : null;
		return (found != null) ? found.keyPrefix() : NONE;
	}

	/**
	 * Returns the identity that the observations belong to. Observations that wait for
	 * one identity are not sent for another.
	 * @return the public key if it is known, otherwise the URL
	 */
	public String identity() {
		if (this.credentials == null || this.options.slowCredentials()) {
			return this.baseUrl.toString();
		}
		Credentials found = this.credentials.get();
		return (found != null) ? found.publicKey() : NONE;
	}

	/**
	 * Names the server only.
	 */
	@Override
	public String toString() {
		return "Connection[" + this.baseUrl.getHost() + "]";
	}

}
