/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.lang.ExtensionPoint;
import org.jspecify.annotations.Nullable;

/**
 * Decides which project a trace belongs to, for example by the tenant of the request. A
 * bean of this type is called at the root of each trace for which neither
 * {@code @ObserveTrace} nor {@code langfuse.project(…)} names a project.
 *
 * @since 0.1.0
 */
@ExtensionPoint
@FunctionalInterface
public interface ProjectResolver {

	/**
	 * Finds the project. Called on the thread on which the trace begins, so it must be
	 * quick; many threads may call it at once.
	 * @param request the request in which the trace begins, of Spring MVC or WebFlux, on
	 * whatever thread and also after its end; {@code null} outside of a request. For the
	 * observation of the server itself, such as {@code http.server.requests}, it is not
	 * known yet who is authenticated
	 * @return the name of a configured project, {@code default} for that of
	 * {@code langfuse.public-key}. With {@code null}, or if this throws, the trace is not
	 * recorded: it never goes to another project
	 */
	@Nullable String resolve(@Nullable IncomingRequest request);

}
