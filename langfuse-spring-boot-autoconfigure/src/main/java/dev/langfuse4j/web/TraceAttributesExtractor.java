/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import dev.langfuse4j.lang.ExtensionPoint;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.trace.IncomingRequest;

/**
 * Sets the user, the session and other attributes of the observations of a request. Beans
 * of this type are called in their order, once for each request that creates an
 * observation. They are called on the thread of the first observation when it starts, and
 * must not block. Values that a later extractor sets take precedence, also over
 * {@code langfuse.web.*}. If an extractor throws, the exception is logged once and the
 * others are still called.
 *
 * @since 0.1.0
 */
@ExtensionPoint
@FunctionalInterface
public interface TraceAttributesExtractor {

	/**
	 * Sets attributes for all observations of a request.
	 * @param request the request
	 * @param trace takes the attributes
	 */
	void extract(IncomingRequest request, TraceAttributes.Builder trace);

}
