/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * TLS on the way to the server.
 *
 * @since 0.1.0
 */
@Internal
public class SslProperties {

	/**
	 * Name of the SSL bundle with the trusted certificates and the client certificate.
	 * The default is the trust store of the JDK.
	 */
	private @Nullable String bundle;

	public @Nullable String getBundle() {
		return this.bundle;
	}

	public void setBundle(@Nullable String bundle) {
		this.bundle = bundle;
	}

}
