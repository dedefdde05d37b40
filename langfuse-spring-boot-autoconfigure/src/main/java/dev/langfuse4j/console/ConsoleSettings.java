/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.Map;
import java.util.Set;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the console.
 *
 * @param path the path below the application's, begins with a slash and does not end with
 * one
 * @param maxTraces the maximum number of traces
 * @param maxBytes the approximate maximum number of bytes
 * @param allowRemote whether to accept requests from other machines or through proxies
 * @param allowedHosts further host names of the application, in lower case
 * @param token what a request must know, or {@code null} if none is asked for
 * @param prices US dollars per million units, by the names of the model and the bucket of
 * its usage
 * @since 0.1.0
 */
@Internal
public record ConsoleSettings(String path, int maxTraces, long maxBytes, boolean allowRemote, Set<String> allowedHosts,
		@Nullable String token, Map<String, Map<String, Double>> prices) {

	/**
	 * Leaves out the token.
	 */
	@Override
	public String toString() {
		return "ConsoleSettings[" + this.path + "]";
	}

}
