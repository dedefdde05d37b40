/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.http.Answer;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.LangfuseClients;
import dev.langfuse4j.http.LangfuseHttpClient;
import dev.langfuse4j.http.Outcome;
import dev.langfuse4j.http.ProjectLinks;
import dev.langfuse4j.http.Suspect;
import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.observation.ProjectName;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Verifies the keys with the server on startup, and reads the project that they belong
 * to.
 */
final class StartupCheck implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(LangfuseAutoConfiguration.class);

	private static final int MAX_NAME = 100;

	private static final int PARALLEL = 8;

	private final StartupCheckMode check;

	private final LangfuseClients clients;

	private final ProjectLinks links;

	/**
	 * Creates the check.
	 * @param check the mode
	 * @param clients send the requests to the server of each project
	 * @param links receives the IDs of the projects
	 */
	StartupCheck(StartupCheckMode check, LangfuseClients clients, ProjectLinks links) {
		this.check = check;
		this.clients = clients;
		this.links = links;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.check == StartupCheckMode.OFF || this.clients.projects().isEmpty()) {
			return;
		}
		Flux<Found> answers = Flux.fromIterable(this.clients.projects()).flatMap(this::ask, PARALLEL);
		if (this.check == StartupCheckMode.LOG) {
			answers.subscribe(this::log);
			return;
		}
		answers.doOnNext(StartupCheck::require).doOnNext(this::log).blockLast();
	}

	/**
	 * Servers say their version without being asked who we are; a gateway may not let
	 * that through.
	 */
	private Mono<Found> ask(String project) {
		LangfuseHttpClient client = this.clients.find(project);
		if (client == null) {
			return Mono.empty();
		}
		Connection connection = client.connection();
		return client.get("/api/public/projects")
			.flatMap((projects) -> client.get("/api/public/health")
				.map((health) -> new Found(new ProjectName(project), connection, projects, text(health, "/version"))));
	}

	private void log(Found answer) {
		String host = answer.connection().baseUrl().getHost();
		Answer projects = answer.projects();
		String whose = answer.project().mention(" of langfuse.projects.", "");
		if (!answer.isLangfuse()) {
			Suspect suspect = projects.outcome().suspect();
			logger.warn("Langfuse at " + host + " could not be verified: it " + problem(projects.outcome()) + " (key "
					+ keyPrefix(answer.connection()) + whose + ")"
					+ ((suspect != null) ? ". " + suspect.advice() : ""));
			return;
		}
		this.links.learned(answer.project().value(), text(projects, "/data/0/id"));
		logger.info("Langfuse at " + host + " accepted the credentials" + (whose.isEmpty() ? "" : whose) + ": project '"
				+ text(projects, "/data/0/name") + "'"
				+ (answer.version().isEmpty() ? "" : ", version " + answer.version()));
	}

	private static void require(Found answer) {
		if (answer.isLangfuse()) {
			return;
		}
		Outcome outcome = answer.projects().outcome();
		if (outcome.suspect() != null) {
			throw new InvalidLangfusePropertyException(answer.property("base-url"),
					"cannot be verified: the server " + problem(outcome),
					outcome.suspect().advice() + ", or set langfuse.check to 'log'.");
		}
		if (outcome.status() == 401 || outcome.status() == 403) {
			throw new InvalidLangfusePropertyException(answer.property("public-key"),
					"(" + keyPrefix(answer.connection()) + ") was not accepted, or " + answer.property("secret-key")
							+ " was not: the server " + problem(outcome),
					"Check that both keys belong to a project of this server and region, or set "
							+ "langfuse.check to 'log'.");
		}
		throw new InvalidLangfusePropertyException(answer.property("base-url"),
				"is not the URL of a Langfuse server: it " + problem(outcome),
				"Correct the URL, or set langfuse.check to 'log' to start without the server.");
	}

	private static String keyPrefix(Connection connection) {
		return Escape.line(connection.keyPrefix(), MAX_NAME);
	}

	private static String problem(Outcome outcome) {
		String message = outcome.message().isEmpty() ? "" : " (" + Escape.line(outcome.message(), MAX_NAME) + ")";
		if (outcome.status() == 0) {
			return "cannot be reached" + message;
		}
		boolean other = outcome.kind() == Outcome.Kind.DELIVERED;
		return "answered " + outcome.status() + (other ? ", but not as a Langfuse server" + message : "");
	}

	private static String text(Answer answer, String pointer) {
		JsonNode node = answer.at(pointer);
		return node.isString() ? Escape.line(node.asString(), MAX_NAME) : "";
	}

	private record Found(ProjectName project, Connection connection, Answer projects, String version) {

		/**
		 * Other servers answer 200, too, such as with a page.
		 */
		boolean isLangfuse() {
			return this.projects.outcome().kind() == Outcome.Kind.DELIVERED && this.projects.at("/data").isArray();
		}

		String property(String name) {
			return this.project.property(name);
		}

	}

}
