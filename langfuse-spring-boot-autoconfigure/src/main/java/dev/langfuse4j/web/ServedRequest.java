/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import java.util.List;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.IncomingRequest;

/**
 * A request as the filter of its stack knows it.
 *
 * @since 0.1.0
 */
@Internal
public interface ServedRequest extends IncomingRequest {

	/**
	 * All values of a header.
	 * @param name the name, in any case
	 * @return the values
	 */
	List<String> headers(String name);

	/**
	 * Copies the values that are still needed when the request has ended and the server
	 * reuses its objects.
	 * @return a copy
	 */
	ServedRequest snapshot();

}
