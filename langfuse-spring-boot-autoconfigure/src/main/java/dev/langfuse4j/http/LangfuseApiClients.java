package dev.langfuse4j.http;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

import org.springframework.util.function.SingletonSupplier;

/**
 * The clients for the API, one for each project that has a server. A project that has
 * none is never asked for at the server of another. Wiring; thread-safe.
 */
public final class LangfuseApiClients implements AutoCloseable {

	private final Map<String, Connection> servers;

	private final Scheduler timer;

	private final SingletonSupplier<List<LangfuseWebClientCustomizer>> customizers;

	private final HttpClients clients;

	private final String absence;

	private final Map<String, LangfuseApiClient> used = new ConcurrentHashMap<>();

	/**
	 * Creates the clients; opens nothing.
	 * @param servers the server of each project, by the project's name
	 * @param timer what times calls out
	 * @param customizers the application's customizers, asked for at the first request
	 * @param clients what they send with; closed with this
	 * @param absence why there is no server, where there is none, as the end of a
	 * sentence
	 */
	public LangfuseApiClients(Map<String, Connection> servers, Scheduler timer,
			Supplier<List<LangfuseWebClientCustomizer>> customizers, HttpClients clients, String absence) {
		this.servers = Map.copyOf(servers);
		this.timer = timer;
		this.customizers = SingletonSupplier.of(customizers);
		this.clients = clients;
		this.absence = absence;
	}

	/**
	 * Whether no project has a server.
	 * @return whether there is nobody to ask
	 */
	public boolean isEmpty() {
		return this.servers.isEmpty();
	}

	/**
	 * Why no project has a server.
	 * @return the end of a sentence
	 */
	public String absence() {
		return this.absence;
	}

	/**
	 * The client for a project.
	 * @param project the name of the project, or {@code null} where none is in scope
	 * @return the client, or {@code null} if there is no server for it
	 */
	public @Nullable LangfuseApiClient find(@Nullable String project) {
		if (project == null) {
			return null;
		}
		LangfuseApiClient client = this.used.get(project);
		if (client != null) {
			return client;
		}
		Connection connection = this.servers.get(project);
		return (connection != null) ? this.used.computeIfAbsent(project,
				(name) -> new LangfuseApiClient(connection, this.timer, this.customizers, this.clients)) : null;
	}

	/**
	 * Lets go of the connections.
	 */
	@Override
	public void close() {
		this.clients.close();
	}

}
