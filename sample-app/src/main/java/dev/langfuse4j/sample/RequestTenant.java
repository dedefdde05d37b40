/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import dev.langfuse4j.trace.IncomingRequest;
import dev.langfuse4j.trace.ProjectResolver;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Selects the project of a tenant by the request header {@code X-Tenant}, which a gateway
 * would set. Work without a request, such as the job, belongs to the default project.
 */
@Component
class RequestTenant implements ProjectResolver {

	@Override
	public String resolve(@Nullable IncomingRequest request) {
		String tenant = (request != null) ? request.header("X-Tenant") : null;
		return (tenant != null) ? tenant : "default";
	}

}
