package dev.langfuse4j.autoconfigure;

import java.util.List;
import java.util.function.Supplier;

import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.LangfuseHttpClient;
import dev.langfuse4j.http.LangfuseWebClientCustomizer;
import dev.langfuse4j.http.Outcome;
import dev.langfuse4j.http.ProjectLinks;
import dev.langfuse4j.logging.Escape;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
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

	private final Check check;

	private final @Nullable Connection connection;

	private final Supplier<List<LangfuseWebClientCustomizer>> customizers;

	private final ProjectLinks links;

	StartupCheck(Check check, @Nullable Connection connection, Supplier<List<LangfuseWebClientCustomizer>> customizers,
			ProjectLinks links) {
		this.check = check;
		this.connection = connection;
		this.links = links;
		this.customizers = customizers;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Connection connection = this.connection;
		if (this.check == Check.OFF || connection == null) {
			return;
		}
		LangfuseHttpClient client = new LangfuseHttpClient(connection, Schedulers.parallel(), this.customizers);
		if (this.check == Check.LOG) {
			client.get("/api/public/projects")
				.zipWhen((projects) -> version(client))
				.doFinally((signal) -> client.close())
				.subscribe((answers) -> log(connection, answers.getT1(), answers.getT2()));
			return;
		}
		try (client) {
			Outcome projects = client.get("/api/public/projects").block();
			if (projects == null || projects.kind() != Outcome.Kind.DELIVERED) {
				throw refused(connection, projects);
			}
			log(connection, projects, version(client).blockOptional().orElse(""));
		}
	}

	/**
	 * Servers say it without being asked who we are; a gateway may not let that through.
	 */
	private static Mono<String> version(LangfuseHttpClient client) {
		return client.get("/api/public/health").map((answer) -> text(answer, "/version"));
	}

	private void log(Connection connection, Outcome projects, String version) {
		String host = connection.baseUrl().getHost();
		if (projects.kind() != Outcome.Kind.DELIVERED) {
			logger.warn("Langfuse at " + host + " was asked at start: it " + problem(projects) + " (key "
					+ keyPrefix(connection) + ")");
			return;
		}
		this.links.learned(text(projects, "/data/0/id"));
		logger.info("Langfuse at " + host + " lets us in: project '" + text(projects, "/data/0/name") + "'"
				+ (version.isEmpty() ? "" : ", version " + version));
	}

	private static InvalidLangfusePropertyException refused(Connection connection, @Nullable Outcome outcome) {
		if (outcome != null && (outcome.status() == 401 || outcome.status() == 403)) {
			return new InvalidLangfusePropertyException("langfuse.public-key",
					"(" + keyPrefix(connection) + ") is not accepted, or langfuse.secret-key is not: the server "
							+ problem(outcome),
					"Check that both are keys of a project of this server and region, or set langfuse.check to 'log'.");
		}
		return new InvalidLangfusePropertyException("langfuse.base-url",
				"leads to no Langfuse: it " + ((outcome != null) ? problem(outcome) : "does not answer"),
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

}
