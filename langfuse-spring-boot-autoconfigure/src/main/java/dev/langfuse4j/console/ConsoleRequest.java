/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.Collection;
import java.util.List;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A request to the console, as the server received it: before filters of the application
 * have replaced addresses by those that headers name.
 *
 * @since 0.1.0
 */
@Internal
public interface ConsoleRequest {

	/**
	 * The method.
	 * @return the method, in upper case
	 */
	String method();

	/**
	 * The path below the console's own.
	 * @return empty, or beginning with a slash; as it came, not decoded
	 */
	String path();

	/**
	 * A parameter of the query.
	 * @param name the parameter's name
	 * @return the first value, decoded, or {@code null}
	 */
	@Nullable String parameter(String name);

	/**
	 * The names of all headers.
	 * @return the names
	 */
	Collection<String> headerNames();

	/**
	 * The values of a header.
	 * @param name the header's name, in any case
	 * @return the values, perhaps none
	 */
	List<String> headers(String name);

	/**
	 * The address and port, or name, that the request is addressed to.
	 * @return as in the header {@code Host}, or {@code null}
	 */
	@Nullable String host();

	/**
	 * The address of the other end of the connection.
	 * @return an IP address, or {@code null} if it is not known
	 */
	@Nullable String remoteAddress();

	/**
	 * Whether the server has replaced the address of the other end by one that a header
	 * names.
	 * @return whether a proxy is known to be in between
	 */
	boolean isForwarded();

	/**
	 * Whether the connection is encrypted.
	 * @return whether it is HTTPS
	 */
	boolean isSecure();

	/**
	 * The port of this end of the connection.
	 * @return the port
	 */
	int localPort();

	/**
	 * The first value of a header.
	 * @param name the header's name
	 * @return the value, or {@code null}
	 */
	default @Nullable String header(String name) {
		List<String> values = headers(name);
		return values.isEmpty() ? null : values.get(0);
	}

}
