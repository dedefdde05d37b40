/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The clients for the API, one for each project that has a server. A project that has
 * none is never asked for at the server of another. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class LangfuseApiClients {

	private final LangfuseClients clients;

	private final String absence;

	/**
	 * Creates the clients; opens nothing.
	 * @param clients the clients of the servers
	 * @param absence the reason if there is no server, as the end of a sentence
	 */
	public LangfuseApiClients(LangfuseClients clients, String absence) {
		this.clients = clients;
		this.absence = absence;
	}

	/**
	 * Whether no project has a server.
	 * @return whether there is no client
	 */
	public boolean isEmpty() {
		return this.clients.projects().isEmpty();
	}

	/**
	 * Returns the reason why no project has a server.
	 * @return the end of a sentence
	 */
	public String absence() {
		return this.absence;
	}

	/**
	 * Returns the client for a project.
	 * @param project the name of the project, or {@code null} if there is none
	 * @return the client, or {@code null} if there is no server for it
	 */
	public @Nullable LangfuseApiClient find(@Nullable String project) {
		return (project != null) ? this.clients.findForApi(project) : null;
	}

}
