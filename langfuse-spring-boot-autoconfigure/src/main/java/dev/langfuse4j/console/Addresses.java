/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Names and addresses of hosts, without asking a name service.
 */
final class Addresses {

	private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

	private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%[\\w.]+)?");

	private Addresses() {
	}

	static boolean isLoopback(@Nullable String address) {
		if (address == null || !isLiteral(address)) {
			return false;
		}
		try {
			return InetAddress.getByName(address).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

	static boolean isLiteral(String host) {
		return IPV4.matcher(host).matches() || IPV6.matcher(host).matches();
	}

	static boolean isLoopbackName(String host) {
		// Browsers resolve all names below localhost themselves
		return host.equals("localhost") || host.endsWith(".localhost") || isLoopback(host);
	}

	/**
	 * Returns the host of a header {@code Host}, without its port.
	 * @return the host in lower case, an address of IPv6 without brackets, or
	 * {@code null} if there is none
	 */
	static @Nullable String host(@Nullable String header) {
		if (header == null) {
			return null;
		}
		String host = header.trim().toLowerCase(Locale.ROOT);
		if (host.startsWith("[")) {
			int end = host.indexOf(']');
			return (end > 0) ? host.substring(1, end) : null;
		}
		int port = host.indexOf(':');
		host = (port >= 0) ? host.substring(0, port) : host;
		host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
		return host.isEmpty() ? null : host;
	}

}
