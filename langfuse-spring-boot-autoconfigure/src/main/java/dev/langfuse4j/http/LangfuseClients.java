/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

import org.springframework.util.function.SingletonSupplier;

/**
 * Provides the clients for Langfuse servers, and owns their threads and timer. Starts no
 * thread and opens no connection before the first request. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class LangfuseClients {

	private final Map<String, Connection> servers;

	private final SingletonSupplier<List<LangfuseWebClientCustomizer>> customizers;

	private final HttpClients clients = new HttpClients();

	private final Map<Connection, LangfuseHttpClient> known = new ConcurrentHashMap<>();

	private final Map<Connection, LangfuseApiClient> knownForApi = new ConcurrentHashMap<>();

	/**
	 * Creates clients.
	 * @param servers the Langfuse server of each project
	 * @param customizers the application's customizers, asked for at the first request
	 */
	public LangfuseClients(Map<String, Connection> servers, Supplier<List<LangfuseWebClientCustomizer>> customizers) {
		this.servers = Map.copyOf(servers);
		this.customizers = SingletonSupplier.of(customizers);
	}

	/**
	 * Resolves the customizers while the application can create them.
	 */
	public void prepare() {
		this.customizers.obtain();
	}

	/**
	 * The projects that have a Langfuse server.
	 * @return their names, an unmodifiable set
	 */
	public Set<String> projects() {
		return this.servers.keySet();
	}

	/**
	 * The client for the Langfuse server of a project.
	 * @param project the name of the project
	 * @return the client, the same each time, or {@code null} if the project has no
	 * server: it is never that of another
	 */
	public @Nullable LangfuseHttpClient find(String project) {
		Connection server = this.servers.get(project);
		return (server != null) ? get(server) : null;
	}

	/**
	 * The client for the API of the Langfuse server of a project.
	 * @return the same each time, or {@code null} if the project has no server
	 */
	@Nullable LangfuseApiClient findForApi(String project) {
		Connection server = this.servers.get(project);
		// What follows an answer is the application's, and must not hold up our timer
		return (server != null)
				? this.knownForApi.computeIfAbsent(server,
						(known) -> new LangfuseApiClient(known, Schedulers.parallel(), this.customizers, this.clients))
				: null;
	}

	/**
	 * The client for a connection, such as that to a Collector.
	 * @param connection where the server is
	 * @return the client, the same each time
	 */
	public LangfuseHttpClient get(Connection connection) {
		return this.known.computeIfAbsent(connection,
				(server) -> new LangfuseHttpClient(server, this.customizers, this.clients));
	}

	/**
	 * Releases the threads when their tasks are done. Spring does not call this method,
	 * because beans that are destroyed later may still send.
	 */
	public void release() {
		this.clients.close();
	}

}
