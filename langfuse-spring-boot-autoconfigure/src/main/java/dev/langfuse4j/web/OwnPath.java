/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import dev.langfuse4j.lang.Internal;

import org.springframework.http.server.PathContainer;

/**
 * The path of an endpoint of this library, relative to the context and the servlet. Like
 * the routes, it decodes paths before it compares them.
 *
 * @since 0.1.0
 */
@Internal
public final class OwnPath {

	private final String path;

	/**
	 * Creates a path.
	 * @param path the path that the endpoint is configured with
	 */
	public OwnPath(String path) {
		this.path = path;
	}

	/**
	 * Whether a request is for the endpoint.
	 * @param requested the whole path of the request
	 * @return whether it ends with this one
	 */
	public boolean isEndOf(PathContainer requested) {
		StringBuilder decoded = new StringBuilder();
		for (PathContainer.Element element : requested.elements()) {
			decoded.append(
					(element instanceof PathContainer.PathSegment segment) ? segment.valueToMatch() : element.value());
		}
		return decoded.toString().endsWith(this.path);
	}

}
