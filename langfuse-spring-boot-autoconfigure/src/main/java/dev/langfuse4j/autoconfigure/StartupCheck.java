package dev.langfuse4j.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.HttpClients;
import dev.langfuse4j.http.LangfuseHttpClient;
import dev.langfuse4j.http.LangfuseWebClientCustomizer;
import dev.langfuse4j.http.Outcome;
import dev.langfuse4j.http.ProjectLinks;
import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.observation.TraceState;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Asks the server at start whether the keys are right, and which project they are of.
 */
final class StartupCheck implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(LangfuseAutoConfiguration.class);

	private static final int MAX_NAME = 100;

	private static final int PARALLEL = 8;

	private final Check check;

	private final Map<String, Connection> servers;

	private final Supplier<List<LangfuseWebClientCustomizer>> customizers;

	private final ProjectLinks links;

	/**
	 * Creates the check.
	 * @param check what to do
	 * @param servers the server of each project
	 * @param customizers adapt the clients
	 * @param links is told which projects there are
	 */
	StartupCheck(Check check, Map<String, Connection> servers, Supplier<List<LangfuseWebClientCustomizer>> customizers,
			ProjectLinks links) {
		this.check = check;
		this.servers = servers;
		this.links = links;
		this.customizers = customizers;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.check == Check.OFF || this.servers.isEmpty()) {
			return;
		}
		HttpClients clients = new HttpClients();
		Flux<Answer> answers = Flux.fromIterable(this.servers.entrySet())
			.flatMap((server) -> ask(server.getKey(), server.getValue(), clients), PARALLEL)
			.doFinally((signal) -> clients.close());
		if (this.check == Check.LOG) {
			answers.subscribe(this::log);
			return;
		}
		answers.doOnNext(StartupCheck::require).doOnNext(this::log).blockLast();
	}

	/**
	 * Servers say their version without being asked who we are; a gateway may not let
	 * that through.
	 */
	private Mono<Answer> ask(String project, Connection connection, HttpClients clients) {
		LangfuseHttpClient client = new LangfuseHttpClient(connection, Schedulers.parallel(), this.customizers,
				clients);
		return client.get("/api/public/projects")
			.flatMap((projects) -> client.get("/api/public/health")
				.map((health) -> new Answer(project, connection, projects, text(health, "/version"))));
	}

	private void log(Answer answer) {
		String host = answer.connection().baseUrl().getHost();
		Outcome projects = answer.projects();
		String whose = answer.isDefault() ? "" : " of langfuse.projects." + answer.project();
		if (projects.kind() != Outcome.Kind.DELIVERED) {
			logger.warn("Langfuse at " + host + " was asked at start: it " + problem(projects) + " (key "
					+ keyPrefix(answer.connection()) + whose + ")");
			return;
		}
		this.links.learned(answer.project(), text(projects, "/data/0/id"));
		logger.info("Langfuse at " + host + " lets us in" + (whose.isEmpty() ? "" : " with the key" + whose)
				+ ": project '" + text(projects, "/data/0/name") + "'"
				+ (answer.version().isEmpty() ? "" : ", version " + answer.version()));
	}

	private static void require(Answer answer) {
		Outcome outcome = answer.projects();
		if (outcome.kind() == Outcome.Kind.DELIVERED) {
			return;
		}
		if (outcome.status() == 401 || outcome.status() == 403) {
			throw new InvalidLangfusePropertyException(answer.property("public-key"),
					"(" + keyPrefix(answer.connection()) + ") is not accepted, or " + answer.property("secret-key")
							+ " is not: the server " + problem(outcome),
					"Check that both are keys of a project of this server and region, or set langfuse.check to 'log'.");
		}
		throw new InvalidLangfusePropertyException(answer.property("base-url"),
				"leads to no Langfuse: it " + problem(outcome),
				"Check the address, or set langfuse.check to 'log' to start without the server.");
	}

	private static String keyPrefix(Connection connection) {
		return Escape.line(connection.keyPrefix(), MAX_NAME);
	}

	private static String problem(Outcome outcome) {
		return (outcome.status() > 0) ? "answered " + outcome.status()
				: "cannot be reached (" + Escape.line(outcome.message(), MAX_NAME) + ")";
	}

	private static String text(Outcome outcome, String pointer) {
		try {
			JsonNode node = JsonMapper.shared().readTree(outcome.message()).at(pointer);
			return node.isString() ? Escape.line(node.asString(), MAX_NAME) : "";
		}
		catch (JacksonException ex) {
			return "";
		}
	}

	private record Answer(String project, Connection connection, Outcome projects, String version) {

		boolean isDefault() {
			return TraceState.DEFAULT_PROJECT.equals(this.project);
		}

		String property(String name) {
			return LiveProjects.property(this.project, name);
		}

	}

}
