/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.security.GeneralSecurityException;
import java.util.Locale;

import javax.net.ssl.SSLException;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The part of the connection to the server that a failure points to.
 *
 * @since 0.1.0
 */
@Internal
public enum Suspect {

	/**
	 * A proxy answered, not the server.
	 */
	PROXY("Check langfuse.proxy.*: the proxy refuses requests, or requires a name and a "
			+ "password. For an https server, the JDK only sends them to a proxy with "
			+ "-Djdk.http.auth.tunneling.disabledSchemes="),

	/**
	 * One side does not trust the certificate of the other.
	 */
	CERTIFICATE("Check langfuse.ssl.bundle: it contains the trusted certificates and the client " + "certificate");

	private static final int MAX_CAUSES = 20;

	private final String advice;

	Suspect(String advice) {
		this.advice = advice;
	}

	/**
	 * Returns what to check.
	 * @return a sentence without its full stop
	 */
	public String advice() {
		return this.advice;
	}

	static @Nullable Suspect of(Throwable ex) {
		boolean secured = false;
		Throwable cause = ex;
		for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
			secured |= cause instanceof SSLException;
			if (secured && (cause instanceof GeneralSecurityException || isAboutCertificates(cause.getMessage()))) {
				return CERTIFICATE;
			}
			cause = cause.getCause();
		}
		return null;
	}

	/**
	 * An alert of the other side has no type of its own, only its name in RFC 8446.
	 */
	private static boolean isAboutCertificates(@Nullable String message) {
		String text = (message != null) ? message.toLowerCase(Locale.ROOT) : "";
		return text.contains("certificate") || text.contains("unknown_ca") || text.contains("handshake_failure");
	}

}
