/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.trace.IncomingRequest;
import dev.langfuse4j.web.TraceAttributesExtractor;

import org.springframework.stereotype.Component;

/**
 * Observes each request for the user in its header {@code X-User}, which a gateway would
 * set.
 */
@Component
class RequestUser implements TraceAttributesExtractor {

	@Override
	public void extract(IncomingRequest request, TraceAttributes.Builder trace) {
		trace.userId(request.header("X-User"));
	}

}
