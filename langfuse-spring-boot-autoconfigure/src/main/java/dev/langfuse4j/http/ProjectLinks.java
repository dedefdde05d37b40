/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Links to the user interfaces of the servers. They are available when the projects of
 * the keys are known. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ProjectLinks {

	private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

	private final Map<String, URI> baseUrls;

	private final Map<String, String> ids = new ConcurrentHashMap<>();

	/**
	 * Creates the links.
	 * @param baseUrls the address of each project's server, by the names of the
	 * application
	 */
	public ProjectLinks(Map<String, URI> baseUrls) {
		this.baseUrls = Map.copyOf(baseUrls);
	}

	/**
	 * Stores the ID of a project.
	 * @param project the name of the project
	 * @param id the ID on the server; an invalid ID is ignored
	 */
	public void learned(String project, String id) {
		if (ID.matcher(id).matches()) {
			this.ids.put(project, id);
		}
	}

	/**
	 * Returns the server of a project.
	 * @param project the name of the project
	 * @return its URL, or {@code null} if there is none
	 */
	public @Nullable String server(String project) {
		URI baseUrl = this.baseUrls.get(project);
		return (baseUrl != null) ? baseUrl.toString() : null;
	}

	/**
	 * The page of a trace.
	 * @param project the name of the project that the trace goes to
	 * @param traceId the id of the trace
	 * @return its address, or {@code null} while it is not known
	 */
	public @Nullable String trace(String project, String traceId) {
		URI baseUrl = this.baseUrls.get(project);
		String id = this.ids.get(project);
		return (baseUrl != null && id != null) ? baseUrl + "/project/" + id + "/traces/" + traceId : null;
	}

}
