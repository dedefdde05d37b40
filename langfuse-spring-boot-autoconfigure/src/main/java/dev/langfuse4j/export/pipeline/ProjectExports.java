/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.langfuse4j.export.delivery.Delivery;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.LangfuseClients;
import dev.langfuse4j.observation.ProjectAvailability;
import dev.langfuse4j.observation.ProjectName;
import dev.langfuse4j.observation.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * The exports of all projects, created on first use. There are never more of them than
 * configured projects. Thread-safe.
 */
final class ProjectExports {

	private final Map<String, Destination> destinations;

	private final BiFunction<String, Destination, ProjectExport> factory;

	private final Map<String, ProjectExport> used = new ConcurrentHashMap<>();

	/**
	 * The export of the default project, created when it is first needed.
	 */
	private volatile @Nullable ProjectExport home;

	private final boolean connected;

	ProjectExports(Map<String, Destination> destinations, BiFunction<String, Destination, ProjectExport> factory) {
		this.destinations = Collections.unmodifiableMap(new TreeMap<>(destinations));
		this.factory = factory;
		if (!destinations.containsKey(ProjectName.DEFAULT.value())) {
			throw new IllegalArgumentException("There is no default project");
		}
		this.connected = destinations.values().stream().anyMatch((destination) -> destination.connection() != null);
	}

	/**
	 * Whether anything is sent to a server.
	 */
	boolean isConnected() {
		return this.connected;
	}

	/**
	 * Whether any project has a Langfuse server: a Collector takes nothing but traces.
	 */
	boolean reachLangfuse(LangfuseClients clients) {
		return this.destinations.entrySet().stream().anyMatch((project) -> {
			Connection connection = project.getValue().connection();
			return (connection != null && connection.credentials() != null)
					|| clients.projects().contains(project.getKey());
		});
	}

	/**
	 * Finds the export of a project, or {@code null} for an unknown one. While nothing is
	 * sent to any server, every name is accepted.
	 */
	@Nullable ProjectExport find(@Nullable String project) {
		if (project == null) {
			return null;
		}
		ProjectExport used = TraceState.DEFAULT_PROJECT.equals(project) ? this.home : this.used.get(project);
		if (used != null) {
			return used;
		}
		Destination destination = this.destinations.get(project);
		if (destination == null) {
			return this.connected ? null : home();
		}
		return TraceState.DEFAULT_PROJECT.equals(project) ? home() : use(project, destination);
	}

	/**
	 * Whether a project accepts observations.
	 * @param exporters whether there are exporters other than the server
	 */
	ProjectAvailability availability(String project, boolean exporters) {
		ProjectExport found = find(project);
		if (found == null) {
			return ProjectAvailability.NOT_CONFIGURED;
		}
		boolean nobody = this.connected && !exporters && found.delivery() == null;
		return nobody ? ProjectAvailability.NO_CREDENTIALS : found.availability();
	}

	Set<String> names() {
		return this.destinations.keySet();
	}

	Collection<ProjectExport> used() {
		return this.used.values();
	}

	Collection<ProjectExport> usedAndHome() {
		home();
		return used();
	}

	/**
	 * Returns the exports of the projects in use: scores and observations, in this order.
	 * So who shows traces has the scores that were given in them.
	 */
	List<SignalExport> signals() {
		return used().stream().flatMap((project) -> Stream.of(project.scores(), project)).toList();
	}

	Collection<ProjectExport> all() {
		this.destinations.forEach(this::use);
		return used();
	}

	/**
	 * Returns the number of observations and scores held for all projects.
	 */
	int held() {
		return signals().stream().mapToInt(SignalExport::held).sum();
	}

	/**
	 * Completes a result with what becomes of all projects, which do not wait for each
	 * other. On the export thread.
	 */
	void completeWith(CompletableFuture<Boolean> result, Function<SignalExport, CompletableFuture<Boolean>> work) {
		List<CompletableFuture<Boolean>> each = signals().stream().map(work).toList();
		CompletableFuture.allOf(each.toArray(CompletableFuture<?>[]::new))
			.thenRun(() -> result.complete(each.stream().allMatch(CompletableFuture::join)));
		result.whenComplete((all, ex) -> each.forEach((one) -> one.cancel(false)));
	}

	/**
	 * Does something with all that have a server to go to.
	 */
	void deliveries(Consumer<Delivery> task) {
		signals().stream().map(SignalExport::delivery).filter(Objects::nonNull).forEach(task);
	}

	/**
	 * Returns the export of the default project. It has many collaborators, which the
	 * start of the application does not need.
	 */
	ProjectExport home() {
		ProjectExport known = this.home;
		if (known == null) {
			String name = ProjectName.DEFAULT.value();
			known = use(name, Objects.requireNonNull(this.destinations.get(name)));
			this.home = known;
		}
		return known;
	}

	private ProjectExport use(String project, Destination destination) {
		return this.used.computeIfAbsent(project, (name) -> this.factory.apply(name, destination));
	}

}
